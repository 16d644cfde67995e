//! The schema: what it holds, that one module owns each table, and that a database of an earlier version is
//! carried over.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use koze::db::{Db, MIGRATOR, SchemaState, V0_1};
use quote::ToTokens;
use sqlx::migrate::Migrator;
use syn::visit::{self, Visit};

use crate::architecture::{FEATURES, LAYERS, is_test, sources};
use crate::data_subject_rights::{dump, tables};
use crate::test_bot::Database;

on_both_databases!(
    the_schema_is_the_same_on_both_databases,
    a_database_of_version_0_1_keeps_its_rows,
    one_of_any_earlier_step_is_carried_over,
    one_that_stopped_half_way_is_continued,
    one_of_a_newer_version_is_refused,
);

/// A row in each table of version 0.1. Numbers and texts are distinct, so that a column that takes another's
/// place is seen; numbers below 100 are referenced or checked.
const ROWS_OF_0_1: &[&str] = &[
    "insert into album values (101, 'id-album', 102, 103)",
    "insert into announcement values (41, 104, 'going', 105, 'audience-announcement', 106, 107, 108, 1, 109, 110, 111, 'shown-announcement', 112)",
    "insert into announcement_text values (41, 'language-announcement-text', 'html-announcement-text', 'photo-announcement-text')",
    "insert into asked_organisers values (31, 113, 'language-asked-organisers', 'text-asked-organisers', 'answered', 114, 'answer-asked-organisers', 115, 116, 'voice-asked-organisers', 117, 1)",
    "insert into attachment values ('recipe-attachment', 'file-id-attachment', 118)",
    "update counter set value = 71 where name = 'desk'",
    "update counter set value = 72 where name = 'asked'",
    "insert into desk_log values (119, 120, 121, 122, 'act-desk-log', 123, 124, 'detail-desk-log', 'before-desk-log', 125, 126, 1, 127)",
    "insert into erased_account values ('account-erased-account', 'what-erased-account', 128, 129, 130)",
    "insert into event_identity values ('name-event-identity', 'id-event-identity', 'title-event-identity', 'copy', 131)",
    "insert into failed_update values (132, 133, 1, 'raw-failed-update', 'error-failed-update', 134)",
    "insert into in_hand values (135, 'name-in-hand', 'value-in-hand', 136)",
    "insert into invite values ('hash-invite', 'moderator', 137, 138, 139)",
    "insert into joined values (21, 21, 140, 'was-joined', 141)",
    "insert into kept_answer values (31, 'wording-kept-answer', 'answer-kept-answer')",
    "update lease set owner = 'owner', epoch = 73, until_at = 74",
    "insert into mailed values (142, 143, 'gone')",
    "insert into muted values (144, 145)",
    "insert into nudged values (146, 147)",
    "insert into offer values (148, 149, 'language-offer', 'text-offer', 'voice-offer', 150, 151)",
    "update on_screen set question = 75, since = 76",
    "insert into outbox values ('key-outbox', 152, 153, 4, 154, 155, 'body-outbox', 'slot-outbox', 'waiting', 156, 'error-outbox', 157)",
    "insert into panel values (158, 159, 'language-panel', 160, 'shown-panel', 161)",
    "insert into person values (162, 'gcf', 1, 1, 'asking:registration:{\"at\":\"name\"}', 163, 164, 'spoken-person', 'offered-person')",
    "insert into question values (21, 165, 'D''Abreu <b> é ?', 'language-question', 'personal', 166, 167, 168, 169, 170, 'public-text-question', 'guide-question', 'signed-question', 'voice-question', 171, 'floor', 'reason-question', 1, 'speaker-question', 172, 1, 173)",
    "insert into registration values (174, 175, 1, 176, 'offered', 177, 178, 179, 'code-registration', 'name-registration', 'category-registration', 'structure-registration', 'phone-registration', 'email-registration', 'area-registration', 'access-needs-registration', 'aloud', 'consent-version-registration', 180, 181, 182, 'calendar-facts-registration', 183, 'calendar-uid-registration')",
    "insert into reminder_done values ('reminder-reminder-done', 184)",
    "insert into reminder_mute values (185, 'reminder-reminder-mute')",
    "insert into reminder_sent values ('reminder-reminder-sent', 186, 'missed', 187, 188, 189)",
    "insert into reminder_wish values (190, 'session-reminder-wish', 1, 191, 192, 'sent', 193)",
    "update retention set over_for = 77, told_at = 78, erased = 1, backup = 'backup', backup_for = 79",
    "insert into role values (194, 'organiser', 195)",
    "insert into schedule_change values (196, 197, 198, 'before-schedule-change')",
    "insert into seen_update values (199, 200)",
    "insert into sent_on values (201, 202, 203)",
    "insert into session values ('id-session', 204, 205, 206, 207, 208, 1, 'room-session')",
    "insert into setting values ('name-setting', 'value-setting')",
    "insert into slot values ('name-slot', 209, 210, 211)",
    "insert into staff values (212, 'name-staff')",
    "insert into tally values ('waiting', 80)",
    "insert into used_before values (213, 'what-used-before', 214, 215)",
    "insert into vote values (216, 217, 218)",
    "insert into voter values (219, 220, 1)",
    "insert into wrong_code values (221, 222, 223)",
];

/// Applies the migrations of version 0.1 up to the one with this number.
async fn migrate_to_0_1(db: &Db, last: i64) {
    let migrations = V0_1.iter().filter(|migration| migration.version <= last).cloned().collect();
    let part = Migrator { migrations: Cow::Owned(migrations), ..Migrator::DEFAULT };
    part.run(&mut *db.reader().await.unwrap()).await.unwrap();
}

async fn execute(db: &Db, sql: &'static str) {
    let mut tx = db.begin().await.unwrap();
    sqlx::query(sql).execute(&mut *tx).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    tx.commit().await.unwrap();
}

/// Every row, one line each, in alphabetical order.
async fn dump_all(db: &Db) -> String {
    let rows = dump(db, &tables(db).await).await;
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.sort_unstable();
    rows.join("\n")
}

async fn open_empty(database: &Database) -> (Database, Db) {
    let empty = database.empty().await;
    let db = Db::open(&empty.url).await.unwrap();
    (empty, db)
}

async fn the_schema_is_the_same_on_both_databases(database: Database) {
    let db = Db::open(&database.url).await.unwrap();
    let sql = match db.engine() {
        koze::db::Engine::Sqlite => {
            "select entry.name, info.name, lower(info.type) from sqlite_master as entry
             join pragma_table_info(entry.name) as info
             where entry.type in ('table', 'view') and entry.name not like 'sqlite_%'
             order by entry.name, info.cid"
        }
        koze::db::Engine::Postgres => {
            "select table_name::text, column_name::text, data_type::text from information_schema.columns
             where table_schema = 'public' order by table_name::text collate \"C\", ordinal_position"
        }
    };
    let mut conn = db.reader().await.unwrap();
    let columns: Vec<(String, String, String)> = sqlx::query_as(sql).fetch_all(&mut *conn).await.unwrap();
    let mut schema: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column, kind) in columns {
        let column = match kind.as_str() {
            "bigint" | "integer" | "int" => column,
            kind => format!("{column} {kind}"),
        };
        schema.entry(table).or_default().push(column);
    }
    schema.remove("_sqlx_migrations");
    let schema: String =
        schema.iter().map(|(table, columns)| format!("{table}: {}\n", columns.join(", "))).collect();
    insta::allow_duplicates! {
        insta::assert_snapshot!(schema, @"
    account_edition: name text, digest text, published_at
    account_figure: name text, count
    account_question: question, root, theme text, language text, text text, votes, answered text, answer text
    account_sending: name text, edition, requested_by, is_active, told, last_person
    account_told: person, told_at
    album: chat, id text, items, seen_at
    announcement: number, author, state text, version, audience text, made_at, recipient_count, last_recipient, all_enqueued, begun_at, stopped_at, shown_at, shown_html text, age
    announcement_group: chat
    announcement_text: announcement, language text, html text, photo text
    arrival: registration, day, arrived_at, method text, recorded_by
    asker: person
    attachment: spec text, file_id text, age
    attendance_figure: category text, day, registered, arrived
    attended: registration, day, arrived_at
    attendee: number, person, own, name text, category text, registered_at, has_seat, code text, organisation text, access_needs text, phone text
    audit_log: id, at, actor, action text, registration, detail text, age
    broadcast_recipient: broadcast, chat, outcome text
    certificate_sending: name text, requested_by, is_active, sent, last_registration
    certificate_sent: registration, sent_at
    completion_reminded: person, at
    concealed_question: number
    counter: name text, value
    desk_digest: person, last_day
    erased_account: account text, what text, n, at, age
    event_identity: name text, id text, title text, kind text, ends_at
    failed_update: id, tries, quarantined, raw text, error text, failed_at
    feedback_answer: key, usefulness, organisation, line text, voice text, line_at
    feedback_request: person, key, asked_at
    feedback_round: name text, arrivals
    floor_panel: person, content_hash text
    floor_request: number, person, name text, state text, position, newcomer, skipped, forewarned, acknowledged, told, session text, asked_at, called_at
    forwarding_quota: person, since, count
    group_post: chat, post text, posted_at
    invite: hash text, role text, expires_at, used_by, age, created_by, created_at
    key_value: name text, value text
    lease: name text, owner text, epoch, until_at
    linked_group: chat, kind text, title text, state text, topic, languages text, subjects text, linked_by, linked_at, told_schedule text, has_seen_closed
    live_message: name text, chat, message, age
    moderation_log: number, at, real_at, person, action text, question, related_number, detail text, snapshot text, version, previous_on_screen, undone, age
    moderator_name: person, name text
    muted: person, at
    muted_person: person
    not_understood: number, text text, language text, likely_intent text, times, last_at, state text, meaning text
    on_screen: name text, question, since
    organiser_question: number, person, language text, text text, state text, organiser, answer text, asked_at, message, voice text, age, is_incident
    organiser_question_draft: number, person, language text, text text, voice text, message, age
    outbox: key text, seq, chat, urgency, expires_at, body text, live_message text, state text, tries, error text, queued_at
    panel: id, chat, language text, messages_below, content_hash text, topic
    pending_import: person, digest text, list text, report text, age
    person: id, language text, language_chosen, unreachable, conversation text, met_at, conversation_age, reply_language text, offered_languages text, registration_draft
    prior_usage: person, what text, n, at
    question: number, person, text text, language text, state text, claimed_by, asked_at, claimed_at, closed_at, version, public_text text, theme text, display_name text, voice text, voice_seconds, source text, close_reason text, starred, speaker text, votes, newcomer, claimed_until
    question_answer: question, text text, answered_at, answered_by, was_public, in_account
    question_count: state text, count
    question_merge: child, root, parent, previous_state text, at
    referral: source text, opened
    registration: number, person, own, registered_by, seat_status text, offered_until, waitlisted_at, waitlist_inactive_at, code text, name text, category text, organisation text, phone text, email text, area text, access_needs text, consent_how text, consent_version text, consent_at, registered_at, calendar_issues, calendar_fingerprint text, calendar_at, calendar_uid text
    registration_cancelled: day, count
    reminder_done: reminder text, due_at
    reminder_mute: person, reminder text
    reminder_sent: reminder text, registration, outcome text, at, told_start, message_registration
    reminder_subscription: person, session text, is_active, lead_minutes, subscribed_at, outcome text, told_start
    retention: name text, elapsed, announced_after, erased, backup_path text, backup_elapsed
    role: person, role text, granted_at
    saved_answer: number, wording text, answer text
    scan_link: hash text, person, expires_at, used, age
    scan_receipt: person, id text, registration, day, arrived_at, outcome text, age
    scan_session: hash text, person, expires_at, age
    schedule_change: version, changed_by, changed_at, before text
    seen_update: id, seen_at
    session: id text, position, file_starts_at, file_ends_at, starts_at, ends_at, cancelled, room text
    stage_line: number, text text, ready_line text, sent_by, sent_at, state text, seen_at, age
    transfer_code: hash text, visitor, made_at
    ui_state: person, name text, value text, age
    unreachable_group: chat
    visitor_link: visitor, person, at
    vote: question, voter, at
    voter: person, key, voice_warning_accepted
    wrong_code: person, tries, first_at
    ");
    }
}

async fn a_database_of_version_0_1_keeps_its_rows(database: Database) {
    let (_folder, db) = open_empty(&database).await;
    migrate_to_0_1(&db, i64::MAX).await;
    for sql in ROWS_OF_0_1 {
        execute(&db, sql).await;
    }
    let old_tables = tables(&db).await;
    for table in &old_tables {
        assert!(!dump(&db, std::slice::from_ref(table)).await.is_empty(), "{table} has no row to be kept");
    }
    db.migrate().await.unwrap();
    db.migrate().await.unwrap();
    let fresh = Db::open(&database.url).await.unwrap();
    assert_eq!(tables(&db).await, tables(&fresh).await, "with the tables that came after it");
    assert_eq!(db.schema_state().await.unwrap(), SchemaState::Current);
    let rows = dump_all(&db).await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(rows, @r#"
    account_sending name=event edition=0 requested_by=0 is_active=0 told=0 last_person=0
    album chat=101 id=id-album items=102 seen_at=103
    announcement number=41 author=104 state=going version=105 audience=audience-announcement made_at=106 recipient_count=107 last_recipient=108 all_enqueued=1 begun_at=109 stopped_at=110 shown_at=111 shown_html=shown-announcement age=112
    announcement_text announcement=41 language=language-announcement-text html=html-announcement-text photo=photo-announcement-text
    attachment spec=recipe-attachment file_id=file-id-attachment age=118
    broadcast_recipient broadcast=142 chat=143 outcome=gone
    certificate_sending name=all requested_by=0 is_active=0 sent=0 last_registration=0
    completion_reminded person=146 at=147
    counter name=announcement value=0
    counter name=floor_request value=0
    counter name=linked_group value=0
    counter name=moderation_log value=71
    counter name=not_understood value=0
    counter name=organiser_question value=72
    counter name=question value=0
    counter name=registration value=0
    counter name=stage_line value=0
    erased_account account=account-erased-account what=what-erased-account n=128 at=129 age=130
    event_identity name=name-event-identity id=id-event-identity title=title-event-identity kind=copy ends_at=131
    failed_update id=132 tries=133 quarantined=1 raw=raw-failed-update error=error-failed-update failed_at=134
    forwarding_quota person=201 since=202 count=203
    invite hash=hash-invite role=moderator expires_at=137 used_by=138 age=139 created_by=0 created_at=0
    key_value name=name-setting value=value-setting
    lease name=sender owner=owner epoch=73 until_at=74
    live_message name=name-slot chat=209 message=210 age=211
    moderation_log number=119 at=120 real_at=121 person=122 action=act-desk-log question=123 related_number=124 detail=detail-desk-log snapshot=before-desk-log version=125 previous_on_screen=126 undone=1 age=127
    moderator_name person=212 name=name-staff
    muted person=144 at=145
    on_screen name=hall question=75 since=76
    organiser_question number=31 person=113 language=language-asked-organisers text=text-asked-organisers state=answered organiser=114 answer=answer-asked-organisers asked_at=115 message=116 voice=voice-asked-organisers age=117 is_incident=1
    organiser_question_draft number=148 person=149 language=language-offer text=text-offer voice=voice-offer message=150 age=151
    outbox key=key-outbox seq=152 chat=153 urgency=4 expires_at=155 body=body-outbox live_message=slot-outbox state=waiting tries=156 error=error-outbox queued_at=157
    panel id=158 chat=159 language=language-panel messages_below=160 content_hash=shown-panel topic=161
    person id=162 language=gcf language_chosen=1 unreachable=1 conversation=asking:registration:{"at":"name"} met_at=163 conversation_age=164 reply_language=spoken-person offered_languages=offered-person registration_draft=1
    prior_usage person=213 what=what-used-before n=214 at=215
    question number=21 person=165 text=D'Abreu <b> é ? language=language-question state=personal claimed_by=166 asked_at=167 claimed_at=168 closed_at=169 version=170 public_text=public-text-question theme=guide-question display_name=signed-question voice=voice-question voice_seconds=171 source=floor close_reason=reason-question starred=1 speaker=speaker-question votes=172 newcomer=1 claimed_until=173
    question_count state=waiting count=80
    question_merge child=21 root=21 parent=140 previous_state=was-joined at=141
    registration number=174 person=175 own=1 registered_by=176 seat_status=offered offered_until=177 waitlisted_at=178 waitlist_inactive_at=179 code=code-registration name=name-registration category=category-registration organisation=structure-registration phone=phone-registration email=email-registration area=area-registration access_needs=access-needs-registration consent_how=aloud consent_version=consent-version-registration consent_at=180 registered_at=181 calendar_issues=182 calendar_fingerprint=calendar-facts-registration calendar_at=183 calendar_uid=calendar-uid-registration
    reminder_done reminder=reminder-reminder-done due_at=184
    reminder_mute person=185 reminder=reminder-reminder-mute
    reminder_sent reminder=reminder-reminder-sent registration=186 outcome=missed at=187 told_start=188 message_registration=189
    reminder_subscription person=190 session=session-reminder-wish is_active=1 lead_minutes=191 subscribed_at=192 outcome=sent told_start=193
    retention name=attendance elapsed=0 announced_after=-1 erased=0 backup_path= backup_elapsed=0
    retention name=event elapsed=77 announced_after=78 erased=1 backup_path=backup backup_elapsed=79
    role person=194 role=organiser granted_at=195
    saved_answer number=31 wording=wording-kept-answer answer=answer-kept-answer
    schedule_change version=196 changed_by=197 changed_at=198 before=before-schedule-change
    seen_update id=199 seen_at=200
    session id=id-session position=204 file_starts_at=205 file_ends_at=206 starts_at=207 ends_at=208 cancelled=1 room=room-session
    ui_state person=135 name=name-in-hand value=value-in-hand age=136
    vote question=216 voter=217 at=218
    voter person=219 key=220 voice_warning_accepted=1
    wrong_code person=221 tries=222 first_at=223
    "#);
    }
}

/// Rows as they may stand after each step of version 0.1: the step, the statement.
const ROWS_BY_STEP: [(i64, &str); 34] = [
    (1, "insert into setting (name, value) values ('sample', 'é')"),
    (1, "insert into failed_update values (1, 3, 1, '{}', 'sample', 5)"),
    (2, "insert into person values (1, 'gcf', 1, 0, 'registration:{}', 5)"),
    (2, "insert into role values (1, 'moderator', 5)"),
    (3, "insert into session values ('sample', 0, 1, 2, 3, 4)"),
    (4, "insert into registration values (1, 1, 'Née d''Abreu', 'resident', '', '+596696123456', '1', 4, 5)"),
    (5, "insert into reminder_sent values ('sample', 1, 'sent', 5)"),
    (6, "insert into question values (1, 1, 'Et <b> ?', 'fr', 'waiting', 0, 5, 0, 0)"),
    (12, "insert into asked_organisers values (1, 1, 'fr', 'Un parking ?', 'asked', 0, '', 5)"),
    (12, "insert into asked_organisers values (2, 1, 'fr', 'Ma jambe ?', 'offered', 0, '', 5)"),
    (25, "update registration set calendar_sequence = 2, code = 'CDFG3467'"),
    (13, "insert into kept_answer values (1, 'Un parking ?', 'Oui')"),
    (9, "insert into nudged values (1, 5)"),
    (9, "insert into wrong_code values (1, 2, 5)"),
    (17, "update question set guide = 'limites', votes = 2"),
    (18, "insert into voter values (1, 77, 0)"),
    (18, "insert into vote values (1, 77, 5)"),
    (18, "insert into in_hand values (1, 'draft', 'sample')"),
    (19, "insert into desk_log values (1, 5, 5, 1, 'star', 1, 0, 'on', '', 1, 0, 0)"),
    (
        19,
        "insert into question values (2, 1, 'Et ?', 'fr', 'merged', 0, 5, 0, 0, 1, '', '', '', '', 0, 'hall', '', 0, '', 1, 0, 0)",
    ),
    (19, "insert into joined values (2, 1, 1, 'waiting', 5)"),
    (19, "insert into muted values (3, 5)"),
    (19, "insert into panel values (1, 1, 'fr', 0, '')"),
    (19, "insert into staff values (1, 'Josiane')"),
    (19, "update on_screen set question = 1"),
    (14, "insert into reminder_wish values (1, 'sample', 1, 15, 5, '', 0)"),
    (14, "insert into reminder_mute values (1, '*')"),
    (15, "insert into schedule_change values (1, 2, 3, '[]')"),
    (23, "insert into announcement values (1, 1, 'going', 1, 'registered', 5, 1, 0, 0, 5, 0, 5, '')"),
    (23, "insert into announcement_text values (1, '', '<b>', '')"),
    (23, "insert into mailed values (1, 1, 'waiting')"),
    (35, "insert into event_identity values ('event', '', 'Forum', 'real', 5)"),
    (36, "update retention set over_for = 5"),
    (7, "insert into outbox values ('u1:0', 1, 1, 1, 0, 0, '{}', '', 'waiting', 0, '')"),
];

/// Applies the steps of version 0.1 up to `last`, and inserts after each the rows of its time.
async fn fill_up_to(db: &Db, last: i64) {
    for step in V0_1.iter().map(|migration| migration.version).filter(|step| *step <= last) {
        migrate_to_0_1(db, step).await;
        for (_, sql) in ROWS_BY_STEP.iter().filter(|(version, _)| *version == step) {
            execute(db, sql).await;
        }
    }
}

async fn one_of_any_earlier_step_is_carried_over(database: Database) {
    let (_folder, db) = open_empty(&database).await;
    fill_up_to(&db, i64::MAX).await;
    db.migrate().await.unwrap();
    let texts: Vec<String> = sqlx::query_scalar(
        "select value from key_value where name = 'sample' union all select raw from failed_update
         union all select conversation from person union all select role from role
         union all select id from session union all select name from registration
         union all select reminder from reminder_sent union all select text from question where number = 1
         union all select key from outbox union all select seat_status from registration
         union all select reminder from reminder_sent where registration = 1
         union all select calendar_uid from registration",
    )
    .fetch_all(&mut *db.reader().await.unwrap())
    .await
    .unwrap();
    let kept = [
        "é",
        "{}",
        "registration:{}",
        "moderator",
        "sample",
        "Née d'Abreu",
        "sample",
        "Et <b> ?",
        "u1:0",
        "seat",
        "sample",
        // an entry that was given out keeps its name in agendas
        "cdfg3467",
    ];
    assert_eq!(texts, kept);
    // a question to the organisers that was offered, and not sent, is not kept
    let asked: Vec<i64> = sqlx::query_scalar("select number from organiser_question")
        .fetch_all(&mut *db.reader().await.unwrap())
        .await
        .unwrap();
    assert_eq!(asked, [1]);
}

async fn one_that_stopped_half_way_is_continued(database: Database) {
    for last in [1, 6, 19, 31] {
        let (_folder, db) = open_empty(&database).await;
        fill_up_to(&db, last).await;
        assert!(matches!(db.schema_state().await.unwrap(), SchemaState::Outdated(_)));
        db.migrate().await.unwrap();
        assert_eq!(db.schema_state().await.unwrap(), SchemaState::Current);
        let kept: String = sqlx::query_scalar("select value from key_value where name = 'sample'")
            .fetch_one(&mut *db.reader().await.unwrap())
            .await
            .unwrap();
        assert_eq!(kept, "é");
    }
}

async fn one_of_a_newer_version_is_refused(database: Database) {
    let db = Db::open(&database.url).await.unwrap();
    execute(&db, "update _sqlx_migrations set version = 9999 where version = 112").await;
    let before = dump_all(&db).await;
    assert_eq!(db.schema_state().await.unwrap(), SchemaState::Newer);
    let error = db.migrate().await.unwrap_err().to_string();
    assert_eq!(error, "the database was written by a newer version of koze: run that one");
    assert_eq!(dump_all(&db).await, before, "nothing is changed");
}

/// What each module publishes of its tables, for other features to join.
const PUBLISHED: [&str; 6] =
    ["attendee", "attended", "muted_person", "announcement_group", "asker", "concealed_question"];

/// Modules that read and change the tables of others, by a list that other tests hold complete: the inventory
/// of personal data names every column of every table, and the identity of a database is read from databases
/// of every version.
const EXEMPT: [&str; 2] = ["personal_data", "database_identity"];

/// Tables and views by the module that owns them: the one the migration's file is named after.
fn owners() -> BTreeMap<String, String> {
    let mut owners = BTreeMap::new();
    for migration in MIGRATOR.iter() {
        let module = migration.description.replace(' ', "_");
        for created in ["create table ", "create view "] {
            for part in migration.sql.as_str().split(created).skip(1) {
                let name = part.split_whitespace().next().unwrap_or_default();
                let before = owners.insert(name.to_owned(), module.clone());
                // a later file of the same module may write a table anew
                assert!(before.is_none_or(|before| before == module), "{name} has two owners");
            }
        }
    }
    owners
}

/// What one statement does with a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Reads,
    Writes,
}

/// The tables that a text names in the way of SQL.
fn accesses(text: &str) -> Vec<(Access, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let named = |place: usize| {
        let word = words.get(place + 1)?;
        let name = word.trim_start_matches('(').split(|other: char| !other.is_alphanumeric() && other != '_');
        name.into_iter().next().map(str::to_owned)
    };
    let access = |(place, word): (usize, &&str)| match word.trim_start_matches('(') {
        "from" if place > 0 && words[place - 1].trim_start_matches('(') == "delete" => {
            Some((Access::Writes, named(place)?))
        }
        "into" | "update" => Some((Access::Writes, named(place)?)),
        "from" | "join" => Some((Access::Reads, named(place)?)),
        _ => None,
    };
    words.iter().enumerate().filter_map(access).collect()
}

/// The string literals of a file, those of its unit tests left out.
#[derive(Default)]
struct Literals(Vec<String>);

impl<'ast> Visit<'ast> for Literals {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.0.push(literal.value());
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.collect(call.tokens.clone());
    }
}

impl Literals {
    fn collect(&mut self, tokens: proc_macro2::TokenStream) {
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Group(group) => self.collect(group.stream()),
                proc_macro2::TokenTree::Literal(literal) => {
                    let text = syn::parse_str::<syn::LitStr>(&literal.to_token_stream().to_string());
                    self.0.extend(text.map(|text| text.value()));
                }
                _ => {}
            }
        }
    }
}

/// Whether `module` may read what `owner` owns: a module further down, which it may also import.
fn may_read(module: &str, owner: &str) -> bool {
    let place = |module: &str| {
        let layer = LAYERS.iter().position(|layer| layer.contains(&module));
        layer.unwrap_or_else(|| panic!("{module} owns tables and is no module"))
    };
    place(owner) < place(module) && !FEATURES.contains(&owner)
}

/// The accesses that break the rule: only its owner writes a table; a module further up may read it, and other
/// features read only what a feature publishes.
fn foreign_accesses<'s>(texts: impl Iterator<Item = (&'s str, String)>) -> BTreeSet<String> {
    let owners = owners();
    let mut foreign = BTreeSet::new();
    for (module, text) in texts.filter(|(module, _)| !EXEMPT.contains(module)) {
        for (access, table) in accesses(&text) {
            let Some(owner) = owners.get(&table).filter(|owner| *owner != module) else { continue };
            let is_published = PUBLISHED.contains(&table.as_str());
            if access == Access::Writes || !(is_published || may_read(module, owner)) {
                foreign.insert(format!("{module} {access:?} {table}, which {owner} owns"));
            }
        }
    }
    foreign
}

#[test]
fn only_its_owner_writes_a_table() {
    let sources = sources();
    let texts = sources.iter().flat_map(|source| {
        let mut literals = Literals::default();
        literals.visit_file(&source.syntax());
        literals.0.into_iter().map(|text| (source.top_module(), text))
    });
    let texts: Vec<(&str, String)> = texts.collect();
    let known = texts.iter().filter(|(_, text)| !accesses(text).is_empty()).count();
    assert!(known > 150, "only {known} statements were found");
    assert_eq!(foreign_accesses(texts.into_iter()), BTreeSet::new());
}

#[test]
fn a_foreign_table_put_in_by_hand_is_found() {
    let foreign = |module, sql: &str| foreign_accesses(std::iter::once((module, sql.to_owned())));
    for (module, sql) in [
        ("reminders", "select name from registration where number = $1"),
        ("reminders", "select 1 from reminder_sent join registration on true"),
        ("questions", "update person set unreachable = 1 where id = $1"),
        ("registration", "delete from reminder_sent where registration = $1"),
        ("people", "select 1 from (select number from question) as asked"),
    ] {
        assert_eq!(foreign(module, sql).len(), 1, "{module}: {sql}");
    }
    for (module, sql) in [
        ("reminders", "select name from attendee join person on person.id = attendee.person"),
        ("registration", "delete from registration where number = $1"),
    ] {
        assert_eq!(foreign(module, sql), BTreeSet::new(), "{module}: {sql}");
    }
}
