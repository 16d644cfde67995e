// The camera and the code in its picture, read by the browser or by qr.js; and Telegram's own scanner.
import { readCode } from '/scan/qr.js';

const video = document.getElementById('video');
const canvas = document.createElement('canvas');
// The side of the square in which a code is looked for.
const SIDE = 420;

let track = null;
let detector = null;
const ready = (async () => {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (formats?.includes('qr_code')) detector = new BarcodeDetector({ formats: ['qr_code'] });
})();

// Opens the camera at the back; 'missing' or 'refused' where there is none.
export const openCamera = async () => {
  await ready;
  if (!navigator.mediaDevices?.getUserMedia) return 'missing';
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    video.srcObject = stream;
    await video.play();
    [track] = stream.getVideoTracks();
    return 'open';
  } catch (error) {
    return error.name === 'NotAllowedError' ? 'refused' : 'missing';
  }
};
export const isOpen = () => track?.readyState === 'live';
export const closeCamera = () => {
  track?.stop();
  track = null;
  video.srcObject = null;
};

export const hasTorch = () => Boolean(track?.getCapabilities?.().torch);
export const setTorch = async (on) => { await track?.applyConstraints({ advanced: [{ torch: on }] }); };

// The middle square of the picture in shades of grey, a byte for each pixel.
const greySquare = () => {
  const side = Math.min(video.videoWidth, video.videoHeight);
  if (side === 0) return null;
  const size = Math.min(SIDE, side);
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const [left, top] = [(video.videoWidth - side) / 2, (video.videoHeight - side) / 2];
  context.drawImage(video, left, top, side, side, 0, 0, size, size);
  const { data } = context.getImageData(0, 0, size, size);
  const grey = new Uint8Array(size * size);
  for (let at = 0; at < grey.length; at += 1) {
    grey[at] = (data[4 * at] * 77 + data[4 * at + 1] * 151 + data[4 * at + 2] * 28) >> 8;
  }
  return { grey, size };
};

// The text of the code in the picture, or null.
export const readPicture = async () => {
  if (!isOpen() || video.readyState < 2) return null;
  if (detector) {
    const found = await detector.detect(video).catch(() => []);
    return found[0]?.rawValue ?? null;
  }
  const square = greySquare();
  return square && readCode(square.grey, square.size);
};

// Telegram's own scanner, where the page is open inside Telegram.
const proxy = () => globalThis.TelegramWebviewProxy;
const post = (name, data) => { proxy()?.postEvent(name, JSON.stringify(data ?? {})); };
export const hasPopup = () => Boolean(proxy()?.postEvent);
export const openPopup = (text) => { post('web_app_open_scan_qr_popup', { text }); };
export const closePopup = () => { post('web_app_close_scan_qr_popup'); };

export const listenToTelegram = (onText) => {
  const receiveEvent = (name, data) => {
    const content = typeof data === 'string' ? JSON.parse(data || '{}') : data;
    if (name === 'qr_text_received' && content?.data) onText(String(content.data));
  };
  // the apps look for one of these
  globalThis.Telegram = { ...globalThis.Telegram, WebView: { receiveEvent } };
  globalThis.TelegramGameProxy = { receiveEvent };
  post('web_app_ready');
  post('web_app_expand');
  post('web_app_setup_closing_behavior', { need_confirmation: true });
};
