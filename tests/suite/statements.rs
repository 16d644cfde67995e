//! Every SQL statement of the library is prepared on both databases, so that a misspelt column or a
//! dialect's word fails here even where no scenario runs the statement.

use std::collections::{BTreeMap, BTreeSet};

use koze::db::Db;
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Expr, Lit, Token};

use crate::architecture::{Source, is_test, sources};
use crate::test_bot::Database;

on_both_databases!(every_statement_is_valid);

/// Functions whose statements are built at run time, because the number of their parameters varies or the
/// inventory of personal data gives table and columns. The scenarios run them.
const BUILT_AT_RUN_TIME: [&str; 29] = [
    "db/backup::count_rows",
    "db/connection::prepare_sqlite",
    "db/settings::get_settings",
    "db/statements::has_table",
    "dispatch/store::find_seen",
    "dispatch/store::insert_unseen",
    "outbox/store/messages::busy_chats",
    "outbox/store/messages::cancel_all",
    "outbox/store/messages::delete",
    "outbox/store/messages::insert",
    "people/store/persons::find_people",
    "people/store/persons::save_conversations",
    "people/store/persons::upsert_senders",
    "personal_data/store/erased_accounts::preserve_facts",
    "personal_data/store/erased_accounts::restore_facts",
    "personal_data/store/erasure::count_registrations",
    "personal_data/store/erasure::erase_everybody",
    "personal_data/store/erasure::erase_person",
    "personal_data/store/expiry::age_table",
    "personal_data/store/expiry::apply",
    "personal_data/store/expiry::expire_old_rows",
    "personal_data/store/export::export_rows",
    "personal_data/store/scanned_text::delete_mentions",
    "personal_data/store/scanned_text::find_mentions",
    "questions/store/askers::load",
    "questions/store/questions::insert",
    "questions/store/votes::insert_all",
    "registration/seats/store::load_availability",
    "registration/store/registrations::insert_all",
];

/// A statement and its place in the source.
struct Statement {
    place: String,
    sql: String,
}

/// The `sqlx::query…` calls in one file.
struct Calls<'s> {
    source: &'s Source,
    constants: BTreeMap<String, Expr>,
    macros: BTreeMap<String, String>,
    function: String,
    statements: Vec<Statement>,
    built: BTreeSet<String>,
}

impl<'s> Calls<'s> {
    fn of(source: &'s Source) -> Self {
        let mut calls = Self {
            source,
            constants: BTreeMap::new(),
            macros: BTreeMap::new(),
            function: String::new(),
            statements: Vec::new(),
            built: BTreeSet::new(),
        };
        let syntax = source.syntax();
        for item in &syntax.items {
            match item {
                syn::Item::Const(item) => {
                    calls.constants.insert(item.ident.to_string(), (*item.expr).clone());
                }
                syn::Item::Macro(item) if item.mac.path.is_ident("macro_rules") => {
                    let name = item.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                    if let Some(text) = first_text(item.mac.tokens.clone()) {
                        calls.macros.insert(name, text);
                    }
                }
                _ => {}
            }
        }
        calls.visit_file(&syntax);
        calls
    }

    /// The text of an expression, if it is known at compile time.
    fn text(&self, expression: &Expr) -> Option<String> {
        match expression {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            Expr::Paren(inner) => self.text(&inner.expr),
            Expr::Reference(inner) => self.text(&inner.expr),
            Expr::Path(path) => {
                self.constants.get(&path.path.get_ident()?.to_string()).and_then(|value| self.text(value))
            }
            Expr::Macro(call) if call.mac.path.is_ident("concat") => {
                let parts = call.mac.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated).ok()?;
                parts.iter().map(|part| self.text(part)).collect()
            }
            Expr::Macro(call) => self.macros.get(&call.mac.path.get_ident()?.to_string()).cloned(),
            _ => None,
        }
    }
}

/// The first string literal among a macro's tokens.
fn first_text(tokens: proc_macro2::TokenStream) -> Option<String> {
    tokens.into_iter().find_map(|token| match token {
        proc_macro2::TokenTree::Group(group) => first_text(group.stream()),
        proc_macro2::TokenTree::Literal(literal) => {
            syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
        }
        _ => None,
    })
}

impl<'ast> Visit<'ast> for Calls<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function = item.sig.ident.to_string();
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function = item.sig.ident.to_string();
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        visit::visit_expr_call(self, call);
        let Expr::Path(path) = &*call.func else { return };
        let segments: Vec<String> = path.path.segments.iter().map(|part| part.ident.to_string()).collect();
        let is_query = matches!(
            segments.iter().map(String::as_str).collect::<Vec<_>>()[..],
            ["sqlx", "query" | "query_as" | "query_scalar"]
        );
        if !is_query {
            return;
        }
        let function = format!("{}::{}", self.source.path.trim_end_matches(".rs"), self.function);
        match call.args.first().and_then(|argument| self.text(argument)) {
            Some(sql) => self.statements.push(Statement { place: function, sql }),
            None => {
                self.built.insert(function);
            }
        }
    }
}

#[test]
fn statements_built_at_run_time_are_known() {
    let built: BTreeSet<String> = sources().iter().flat_map(|source| Calls::of(source).built).collect();
    assert_eq!(built, BTreeSet::from(BUILT_AT_RUN_TIME.map(str::to_owned)));
}

async fn every_statement_is_valid(database: Database) {
    let db = Db::open(&database.url).await.unwrap();
    let mut conn = db.reader().await.unwrap();
    let sqlite = conn.backend_name() == "SQLite";
    let all: Vec<Statement> = sources().iter().flat_map(|source| Calls::of(source).statements).collect();
    assert!(all.len() > 150, "only {} statements were found", all.len());
    let mut wrong = Vec::new();
    for Statement { place, sql } in all {
        let other_dialect = if sqlite {
            ["set lock_timeout", "pg_", "information_schema", "current_setting"]
                .iter()
                .any(|sign| sql.contains(sign))
        } else {
            ["pragma", "sqlite_master", "vacuum"].iter().any(|sign| sql.contains(sign))
        };
        if other_dialect {
            continue;
        }
        if let Err(error) = (&mut *conn).prepare(AssertSqlSafe(sql.clone()).into_sql_str()).await {
            wrong.push(format!("{place}: {error}\n    {sql}"));
        }
    }
    assert!(wrong.is_empty(), "{} statements:\n{}", wrong.len(), wrong.join("\n"));
}
