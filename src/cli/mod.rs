//! The command line: the commands, their flags and exit codes. Names of commands and flags are part of the contract,
//! and every flag has a variable in the environment.

mod account;
mod ask;
mod backup;
mod check;
mod doctor;
mod emulate;
mod error;
mod existing_database;
mod export;
mod import;
mod invite;
mod log;
mod postgres_commands;
mod print;
mod privacy;
mod purge;
mod rehearse;
mod restore;
mod roles;
mod run;
mod startup;
mod texts;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use account::Account;
use ask::Ask;
use backup::Backup;
use check::check_event_file;
use doctor::Doctor;
use emulate::Emulate;
use error::CliError;
use export::Export;
use import::Import;
use invite::Invite;
use log::LogFormat;
use print::Print;
use privacy::Privacy;
use purge::Purge;
use rehearse::Rehearse;
use restore::Restore;
use roles::Roles;
use run::Run;
use texts::TextsReview;

/// Kozé, the companion of a public forum on Telegram.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: CliCommand,
    /// How lines of the log are written.
    #[arg(long, global = true, env = "KOZE_LOG_FORMAT", value_enum, default_value_t)]
    log_format: LogFormat,
}

#[derive(Subcommand)]
enum CliCommand {
    /// Run the bot (the token is read from TELOXIDE_TOKEN).
    Run(Run),
    /// Try the whole forum without a token or a network: a page with phones, and a clock to jump.
    Rehearse(Rehearse),
    /// Serve the emulated Bot API alone, for any bot, with the page of phones; prints address and token.
    Emulate(Emulate),
    /// Read an event file and name every mistake in it.
    Check {
        /// The event file; without one, the forum that is compiled in.
        #[arg(long, env = "KOZE_EVENT")]
        event: Option<PathBuf>,
        /// Show for each session how people may name it, and what is understood.
        #[arg(long)]
        names: bool,
    },
    /// Make a link: a one-time one for a moderator, organiser or mediator, or the public one.
    Invite(Invite),
    /// See who has which role, and take one away.
    Roles(Roles),
    /// Ask a question, as people type it, and see the answer.
    Ask(Ask),
    /// Look at everything a running bot needs, and say how to mend what is wrong. Changes nothing.
    Doctor(Doctor),
    /// Write what was gathered to a file or to the terminal.
    Export(Export),
    /// Copy the database into a file, also while the bot runs.
    Backup(Backup),
    /// Put a backup in the place of the database.
    Restore(Restore),
    /// Write the register of processing (registre des traitements, art. 30 RGPD), in French.
    Privacy(Privacy),
    /// See what the end of retention erases and when, and erase what is due.
    Purge(Purge),
    /// Register the people of a list, such as paper forms: shows what would be done, and does it with --apply.
    Import(Import),
    /// Write a document to print: attendance sheet, badges, certificates, poster.
    Print(Print),
    /// See what became of the questions, as text, page or PDF, and publish it once it was read.
    Account(Account),
    /// Write the texts of a language for a person who will read them over, the doubtful ones first.
    Texts(TextsReview),
}

/// Runs the command that the command line names.
pub async fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    log::init(arguments.log_format);
    let result = match arguments.command {
        CliCommand::Run(run) => run.run().await,
        CliCommand::Rehearse(rehearse) => rehearse.run().await,
        CliCommand::Emulate(emulate) => emulate.run().await,
        CliCommand::Check { event, names } => check_event_file(event, names),
        CliCommand::Invite(invite) => invite.run().await,
        CliCommand::Roles(roles) => roles.run().await,
        CliCommand::Ask(ask) => ask.run(),
        CliCommand::Doctor(doctor) => doctor.run().await,
        CliCommand::Export(export) => export.run().await,
        CliCommand::Backup(backup) => backup.run().await,
        CliCommand::Restore(restore) => restore.run().await,
        CliCommand::Privacy(privacy) => privacy.run(),
        CliCommand::Purge(purge) => purge.run().await,
        CliCommand::Import(import) => import.run().await,
        CliCommand::Print(print) => print.run().await,
        CliCommand::Account(account) => account.run().await,
        CliCommand::Texts(texts) => texts.run(),
    };
    match result {
        Ok(()) | Err(CliError::BrokenPipe) => ExitCode::SUCCESS,
        Err(CliError::Config(error)) => exit_with_error(&error.to_string(), 2),
        Err(CliError::ChecksFailed(mistakes)) => exit_with_error(&mistakes, 1),
        Err(CliError::Failed(error)) => exit_with_error(&format!("{error:#}"), 1),
    }
}

fn exit_with_error(text: &str, code: u8) -> ExitCode {
    eprintln!("{text}");
    ExitCode::from(code)
}
