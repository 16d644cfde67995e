"""The same small bot with every library; here with aiogram: echo, command, press, upload, download."""

import asyncio
import os

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API"]))
bot = Bot(os.environ["BOT_TOKEN"], session=session)
dispatcher = Dispatcher()


@dispatcher.message(Command("start"))
async def start(message):
    button = InlineKeyboardButton(text="Presser", callback_data="press")
    await message.answer("<b>Bienvenue</b>", parse_mode="HTML",
                         reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))


@dispatcher.message(Command("file"))
async def file(message):
    await message.answer_document(BufferedInputFile(b"bonjour", "bonjour.txt"), caption="fichier")
    await message.answer("après")


@dispatcher.message(F.document)
async def document(message):
    read = await bot.download(message.document)
    await message.answer(f"{message.document.file_name}: {len(read.read())}")


@dispatcher.message(F.text)
async def echo(message):
    await message.answer(message.text)


@dispatcher.callback_query()
async def press(query):
    await query.answer("pressé")
    await query.message.edit_text("Pressé")


asyncio.run(dispatcher.start_polling(bot))
