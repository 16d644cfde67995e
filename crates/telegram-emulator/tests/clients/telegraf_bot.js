// The same small bot with every library; here with telegraf: echo, command, press, upload, download.
const { createRequire } = require("node:module");
const { Markup, Telegraf } = createRequire(process.env.BOT_LIBRARIES + "/")("telegraf");

const { BOT_API: apiRoot, BOT_TOKEN: token } = process.env;
const bot = new Telegraf(token, { telegram: { apiRoot } });

bot.command("start", (context) =>
  context.reply("<b>Bienvenue</b>", {
    parse_mode: "HTML",
    ...Markup.inlineKeyboard([Markup.button.callback("Presser", "press")]),
  }));
bot.command("file", async (context) => {
  const file = { source: Buffer.from("bonjour"), filename: "bonjour.txt" };
  await context.replyWithDocument(file, { caption: "fichier" });
  await context.reply("après");
});
bot.on("document", async (context) => {
  const link = await context.telegram.getFileLink(context.message.document.file_id);
  const read = await fetch(link);
  await context.reply(`${context.message.document.file_name}: ${(await read.arrayBuffer()).byteLength}`);
});
bot.on("text", (context) => context.reply(context.message.text));
bot.on("callback_query", async (context) => {
  await context.answerCbQuery("pressé");
  await context.editMessageText("Pressé");
});
bot.launch();
