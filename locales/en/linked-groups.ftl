### Linked groups and channels: residents read the programme and announcements there.

# ---- in the group or channel
# $kind: group or channel

group-invite = { $kind ->
    [channel] This channel
   *[group] This group
} can get the programme and the announcements: { $title }.
group-invite-hidden = You are writing as the group. Tap the button: it tells me who you are, and nobody else.
group-link = 🔗 { $kind ->
    [channel] Link this channel
   *[group] Link this group
}
group-linked = ✅ { $kind ->
    [channel] This channel is linked.
   *[group] This group is linked.
} You will read the programme and the announcements here: { $title }.
group-leave = ✖️ Stop posting here
group-unlinked = All right, I won't post here any more.
group-link-organisers = Only organisers can link a group. Ask one of them to tap this button.
group-link-administrators = You must be an administrator of this group as well. Ask for that right, then tap again.
group-link-unsure = Telegram did not answer me. Please tap again in a moment.
group-link-panel = The team sees the question queue here. Link another group: the queue must stay among you.
group-link-already = It's already done.
group-unlink-organisers = Only organisers can stop the posts.
group-hidden-press = Telegram hides who you are. Stop being anonymous, in your administrator rights, then tap again.
group-no-panel = This group gets the announcements, so the question queue can't open here. Use your team's group.

group-evening = 📅 It's tomorrow!
group-morning = 📅 It's today!
group-open-bot = 💬 Register, ask
group-questions =
    🙋 You can ask your questions now.
    Write yours privately, here: { $link }
group-ask = 🙋 Ask a question
group-changes =
    🕐 <b>The schedule has changed</b>
    { $lines }
group-changes-more = … and { $count } more: /programme
group-change-moved = • { $title }: <b>{ $hour }</b> instead of { $before }
group-change-room = • { $title }, { $hour }
group-change-cancelled = • ✖️ { $title } ({ $hour }): cancelled
group-change-restored = • { $title }: it takes place after all, <b>{ $hour }</b>

# ---- in private, for organisers

groups-list = <b>Where I post</b>
groups-none = I don't post in any group yet.
groups-more = … and { $count } more.
groups-how =
    To link a group or channel: add me, then tap the button I send there. You must be an administrator.
    Am I in the group already? Write /lier there.
groups-add-group = ➕ To a group
groups-add-channel = ➕ To a channel
groups-card =
    { $kind ->
        [channel] 📢 Linked channel:
       *[group] 👥 Linked group:
    } <b>{ $title }</b>
    Tap what I should post there, or not. Never anything personal.
groups-card-lost =
    ⚠️ I can't write any more in: <b>{ $title }</b>
    Add me again, with the right to write. Then send /lier there.
groups-subject-evening = Programme, the evening before at 18:00
groups-subject-morning = Programme, in the morning at 7:00
groups-subject-announcements = Announcements to all
groups-subject-changes = Changed hours
groups-subject-questions = Start of questions
groups-post-programme = 📅 Post the programme
groups-posted = It's posted.
groups-posted-before = It was posted just now. Please wait ten minutes.
groups-back = ‹ Where I post
groups-forget = ✖️ Take off the list
groups-ask-unlink = Stop posting in: <b>{ $title }</b>?
groups-keep = ‹ No, go on
groups-unlinked = Done, I won't post there any more.
groups-last-language = At least one language is needed. Choose the other one first.
groups-gone = This group is not linked any more.
groups-not-yours = Only organisers link groups.
groups-lost =
    ⚠️ I can't write any more in: <b>{ $title }</b>
    Nothing will be posted there. /groupes shows where I post.
groups-untitled = group { $id }

held-linked-group = • You linked this group or channel: { $title }
