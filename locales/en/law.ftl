### The law: the register of processing, the end of retention.

command-registre = The record of processing (GDPR)
privacy-register-file = The record of processing activities (article 30 GDPR, in French). Read it over and complete it with your data protection officer. What is missing is marked.
privacy-register-organisers-only = This document is for the organisers. What I keep about you: /mesdonnees
# below the texts of consent, where the attendance sheet is kept longer
consent-attendance = For people who came: the attendance sheet keeps the name, the category and the organisation for { $months ->
    [one] one month
   *[other] { $months } months
}.
erasure-kept = For { $count ->
    [one] one person who came
   *[other] { $count } people who came
}: the attendance sheet keeps the name, the category and the organisation for { $months ->
    [one] one month
   *[other] { $months } months
} after the event. The rest goes.
erasure-attendance-announced =
    In one day I erase the attendance sheet: { $count ->
        [one] one registration
       *[other] { $count } registrations
    }.
    That was promised: { $months ->
        [one] one month
       *[other] { $months } months
    } after the event. The numbers by category and day stay, without names.
    Too early? Tell the person who looks after the server: they can prevent it.
erasure-attendance-done =
    Done, as promised: the attendance sheet is erased ({ $count ->
        [one] one registration
       *[other] { $count } registrations
    }). { $backup ->
        [yes] A backup stays on the server for { $days } days, then it goes too.
       *[no] No copy is left here.
    }
