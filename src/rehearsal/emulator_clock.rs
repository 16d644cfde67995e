//! The emulator goes by Kozé's clock: limits and ages by real time, the dates of messages by the event's
//! time.

use crate::clock::Clock;

impl telegram_emulator::Clock for Clock {
    fn real_now(&self) -> telegram_emulator::Millis {
        Self::real_now(self).0
    }

    fn message_date(&self) -> telegram_emulator::Millis {
        self.event_now().0
    }
}
