// The same small bot with every library; here with grammY: echo, command, press, upload, download.
const { createRequire } = require("node:module");
const { Bot, InlineKeyboard, InputFile } = createRequire(process.env.BOT_LIBRARIES + "/")("grammy");

const { BOT_API: apiRoot, BOT_TOKEN: token } = process.env;
const bot = new Bot(token, { client: { apiRoot } });

bot.command("start", (context) =>
  context.reply("<b>Bienvenue</b>", {
    parse_mode: "HTML",
    reply_markup: new InlineKeyboard().text("Presser", "press"),
  }));
bot.command("file", async (context) => {
  const file = new InputFile(Buffer.from("bonjour"), "bonjour.txt");
  await context.replyWithDocument(file, { caption: "fichier" });
  await context.reply("après");
});
bot.on("message:document", async (context) => {
  const { file_path } = await context.getFile();
  const read = await fetch(`${apiRoot}/file/bot${token}/${file_path}`);
  await context.reply(`${context.message.document.file_name}: ${(await read.arrayBuffer()).byteLength}`);
});
bot.on("message:text", (context) => context.reply(context.message.text));
bot.on("callback_query:data", async (context) => {
  await context.answerCallbackQuery("pressé");
  await context.editMessageText("Pressé");
});
bot.start();
