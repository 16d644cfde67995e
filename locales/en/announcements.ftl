### Organisers' announcements to everybody registered, one category, the waiting list.

announce-write =
    <b>📣 An announcement</b>
    Write the message ({ $text } characters at most), or send a photo with its caption ({ $caption } at most).
    Nothing goes out until you have seen the preview and confirmed.
announce-write-language =
    <b>{ $language }</b>
    Write the message in this language. People who speak it with me will get this text instead of the common one.
announce-too-long = That's too long: { $units } characters. Telegram takes { $most } at most. Shorten the message and send it again.
announce-cut = Your message was too long: it reached me in pieces. Shorten it ({ $most } characters at most) and send it again.
announce-empty = There's nothing to read in this message. Write the announcement's text, or { $command } to cancel.
announce-kind = I can announce a text, or a photo with its caption. Send one of them, or { $command } to cancel.
announce-card =
    <b>📣 Announcement no. { $number }</b>, not sent yet
    For: <b>{ $audience }</b>, { $count ->
        [0] nobody so far
        [one] one person
       *[other] { $count } people
    }
announce-groups = Also in { $count ->
    [one] one linked group
   *[other] { $count } linked groups or channels
}.
announce-own-texts = With a text of their own: { $list }. The others get the common text.
announce-send = { $count ->
    [one] ✅ Send to one person
   *[other] ✅ Send to { $count } people
}
announce-to = 👥 Change who gets it
announce-add-language = ➕ { $language }
announce-change-language = ✏️ { $language }
announce-rewrite = ✏️ Rewrite
announce-drop = ✖️ Don't send
announce-back = ‹ Back
announce-choose-audience = Who should get this announcement?
announce-audience-registered = Everybody registered
announce-audience-waiting = Waiting list
announce-audience-category = One category…
announce-audience-count = { $audience } · { $count }
announce-dropped = All right, nothing is sent.
announce-progress =
    <b>📣 Announcement no. { $number }</b>
    ✅ Sent: { $sent }
    ⏳ Waiting: { $waiting }
    ⚠️ Failed: { $failed }
announce-begun = On its way…
announce-left = About { $minutes } minutes left.
announce-left-seconds = Less than a minute left.
announce-stop = ⏹ Stop
announce-stopping = Stopping. What is already on its way may still arrive.
announce-stopped = ⏹ Stopped.
announce-done = Done.
announce-report = 📣 <b>Announcement no. { $number } is done.</b> { $count ->
    [0] Nobody got it.
    [one] One person got it.
   *[other] { $count } people got it.
}
announce-report-stopped = ⏹ <b>Announcement no. { $number } was stopped.</b> { $count ->
    [0] Nobody got it.
    [one] One person got it.
   *[other] { $count } people got it.
}
announce-report-withdrawn = ✖️ Withdrawn before they went: { $count }
announce-report-gone = 🚫 Have blocked me: { $count }
announce-report-refused = ⚠️ Refused by Telegram: { $count }
announce-report-hopeless = Telegram refuses this message as it is, so I stopped. Change it and begin again.
announce-not-yours = Only organisers can send announcements.
announce-of-another = This announcement is somebody else's: only they can change or send it.
announce-changed = This announcement has changed since: nothing was sent. Look at the last preview.
announce-nobody = There's nobody to send it to.
announce-sent-already = This announcement is already on its way.
announce-stale = This announcement is no longer there. Begin again with { $command }.
announce-over = This announcement is already over.
announce-one-photo = An announcement carries one photo only: I keep the first of the album.

announce-from = 📣 From: { $organisers }
