"""The same small bot with every library; here with python-telegram-bot: echo, command, press, upload, download."""

import os

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler, MessageHandler, filters

api = os.environ["BOT_API"]


async def start(update, context):
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Presser", callback_data="press")]])
    await update.message.reply_text("<b>Bienvenue</b>", parse_mode="HTML", reply_markup=keyboard)


async def file(update, context):
    await update.message.reply_document(b"bonjour", filename="bonjour.txt", caption="fichier")
    await update.message.reply_text("après")


async def document(update, context):
    sent = update.message.document
    read = await (await sent.get_file()).download_as_bytearray()
    await update.message.reply_text(f"{sent.file_name}: {len(read)}")


async def echo(update, context):
    await update.message.reply_text(update.message.text)


async def press(update, context):
    await update.callback_query.answer("pressé")
    await update.callback_query.edit_message_text("Pressé")


builder = ApplicationBuilder().token(os.environ["BOT_TOKEN"])
application = builder.base_url(f"{api}/bot").base_file_url(f"{api}/file/bot").build()
application.add_handler(CommandHandler("start", start))
application.add_handler(CommandHandler("file", file))
application.add_handler(MessageHandler(filters.Document.ALL, document))
application.add_handler(MessageHandler(filters.TEXT, echo))
application.add_handler(CallbackQueryHandler(press))
application.run_polling()
