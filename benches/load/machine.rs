//! Measures the machine and the bot's processes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// The unit of the CPU times in `/proc/PID/stat`.
const TICKS_PER_SECOND: f64 = 100.0;

/// CPU seconds used by a process so far, and its peak memory in MiB.
pub fn resource_usage(process: u32) -> (f64, f64) {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after_name = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    let fields: Vec<f64> =
        after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    (fields.iter().sum::<f64>() / TICKS_PER_SECOND, memory_mib(process, "VmHWM:"))
}

/// Memory of a process in MiB, from a line of `/proc/PID/status`: `VmHWM:` is the peak, `VmRSS:` the present value.
pub fn memory_mib(process: u32, line: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let kib =
        status.lines().find_map(|found| found.strip_prefix(line)?.split_whitespace().next()?.parse().ok());
    kib.unwrap_or(0.0) / 1_024.0
}

/// Median of two hundred times to write 4 KiB to a file in `folder` and sync it.
pub fn measure_fdatasync(folder: &Path) -> std::io::Result<Duration> {
    let mut file = fs::File::create(folder.join("probe"))?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let began = Instant::now();
        file.write_all(&[7; 4_096])?;
        file.sync_data()?;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    Ok(times[times.len() / 2])
}
