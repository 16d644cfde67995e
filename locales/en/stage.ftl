### The stage: what the chair and the speakers read, and what moderators write to them.

# in Telegram's list of commands
command-regie = Write a line to the stage

stage-not-yours = Only moderators and organisers write to the stage.
stage-menu = 🎭 What would you like to tell the stage? A new line takes the place of the last one.
stage-menu-now = At the moment: <b>{ $line }</b>
stage-line-five-minutes = Five more minutes
stage-line-two-minutes = Two more minutes
stage-line-last-question = Last question
stage-line-to-audience = Over to the audience
stage-line-microphone = Closer to the microphone, please
stage-line-conclude = Please conclude
stage-write = ✍️ Write a line
stage-withdraw = ↩️ Take the line back
stage-other = 🎭 Another line
stage-prompt = Write the line for the stage: { $most } characters at most. It goes out at once.
stage-leave = Send nothing
stage-left = All right, nothing was sent.
stage-too-long = Your line has { $count } characters, and the stage reads { $most } at most. Nothing was sent: please write a shorter one.
stage-empty = I saw no text. Please write the line in a few words.
stage-status = 🎭 For the stage: <b>{ $line }</b>
stage-sent-by = { $name }, { $time }
stage-sent-at = Sent at { $time }
stage-unseen = ⏳ Not seen yet
stage-seen = ✅ Seen at { $time }
stage-replaced = Another line took its place.
# also in the small line that passes: no markup
stage-withdrawn = ↩️ Line taken back.
stage-sent = It is on the stage.
stage-already = This line is on the stage already. It has not been seen yet.
stage-gone = This line is no longer on the stage.

stage-address-button = 🔗 Address of the stage
desk-stage = 🎭 Stage
stage-address =
    🎭 <b>The page for the stage</b>
    Open it on the tablet of the chair or of the speakers. It keeps itself current.
    Whoever has this address can read and confirm your lines: do not publish it.
stage-address-new =
    🎭 <b>The address of the stage has changed.</b>
    The old one no longer works. Open this one on each tablet.
stage-address-path = On Kozé's server: { $path }
stage-address-open = Open the page
stage-address-not-yours = Only organisers see and change this address.
stage-change = 🔄 Change the address
stage-change-ask = The present address will no longer work, on any tablet. Change it?
stage-change-yes = Yes, change it
stage-change-no = No, keep it

# the page
stage-title = Stage
stage-live = Question now
stage-live-none = There is no question on the screen.
stage-next = Next
stage-next-none = No question is waiting.
stage-voice = Voice message
stage-left-time = Time left
stage-soon = Nearly over
stage-over = Over time
stage-no-end = No end time
stage-no-session = Nothing on the programme right now.
stage-until = until { $time }
stage-then = At { $time }: { $title }
stage-line-heading = The moderators write to you
stage-see = Seen
stage-see-failed = Not sent. Please tap again.
stage-address-gone = This address is no longer valid. Ask the organisers for the new one.

audit-stage-line-sent = wrote to the stage
audit-stage-line-withdrawn = took a line back from the stage
audit-stage-address-changed = changed the address of the stage
held-stage-lines = • Lines that you sent to the stage: { $count }
