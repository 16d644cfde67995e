### What those who were there thought, asked after the event: two buttons, then a few words.

feedback-request =
    Thank you for being there: <b>{ $title }</b>.
    What did you think of it? Two buttons and, if you like, a few words. The organisers read the answers without names.
feedback-ask-useful = <b>1/3</b> · Was it useful to you?
feedback-useful-very = 😀 Very useful
feedback-useful = 🙂 Useful
feedback-useful-little = 😐 A little useful
feedback-useful-not = 🙁 Not useful
feedback-ask-organised = <b>2/3</b> · And the organisation (welcome, times, room)?
feedback-organised-very-well = 😀 Very good
feedback-organised-well = 🙂 Good
feedback-organised-fairly = 😐 Fair
feedback-organised-badly = 🙁 Poor
feedback-ask-line =
    <b>3/3</b> · Anything to add? Write it in one message, or say it in a voice message.
    No names please, neither yours nor anybody else's. Nothing about health either. In a voice message, your voice may be recognised.
feedback-done = ✓ Finish
feedback-write = ✍️ Write a few words
feedback-change = ✏️ Change my answers
feedback-line-later = And your words for the organisers? You can still write them.
feedback-line-too-long = That's too long: { $count } characters. I take { $most } at most. Shorten your message and send it again.
feedback-voice-too-long = This voice message is too long: { $count } seconds. I take { $most } at most. Say it shorter, or write it.
feedback-thanks = <b>Thank you very much, I've noted it.</b>
feedback-given-useful = The event: { $answer }
feedback-given-organised = The organisation: { $answer }
feedback-given-line = Your words: { $text }
feedback-given-voice = Your words: 🎤 voice message
feedback-not-asked = I can't note anything here. I ask those who were there what they thought. I erase the answers with the other data.
feedback-for-organisers = The organisers read here what people thought. After the event, I ask those who were there.
feedback-not-yours = Only organisers read what people thought.

feedback-never = I ask nobody what they thought: the event doesn't take place, or its file says: ask = false.
feedback-nobody = I haven't asked anybody yet.
feedback-not-yet = After the event I'll ask those who were there what they thought: on { $day } from { $time }, if the schedule doesn't change.
feedback-results =
    <b>💬 What people thought</b>
    { $answered ->
        [0] Nobody has answered yet
        [one] One person has answered
       *[other] { $answered } people have answered
    }, of { $asked } whom I asked ({ $share }%).
feedback-results-useful = <b>The event</b>, on average: { $average }
feedback-results-organised = <b>The organisation</b>, on average: { $average }
feedback-results-count = { $answer }: { $count }
feedback-results-lines = <b>The last words</b> ({ $count ->
    [one] one in all
   *[other] { $count } in all
}):
feedback-results-line = • { $text }
feedback-results-voice = 🎤 Voice { $number }
feedback-results-refresh = 🔄 Refresh
feedback-voice-caption = 💬 What somebody thought, without a name
feedback-voice-gone = This message is no longer there: the person changed or erased it.
