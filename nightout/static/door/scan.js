// Reads the code of the mail through the camera: by the browser itself where it can, else by a decoder
// that is loaded when the first scan begins.

const EVERY = 150; // milliseconds
const WIDTH = 480; // pixels: enough for a code that fills a third of the picture

/** Calls back with the text of each code until it says true; returns what stops the camera. */
export async function scan(video, decoder, onCode) {
  const read = await reader(decoder);
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  let stopped = false;

  function stop() {
    stopped = true;
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  }

  async function look() {
    if (stopped) return;
    const text = video.readyState >= video.HAVE_CURRENT_DATA ? await read(video) : "";
    if (stopped) return;
    if (text && onCode(text)) {
      stop();
    } else {
      setTimeout(look, EVERY);
    }
  }

  video.srcObject = stream;
  await video.play();
  look();
  return stop;
}

async function reader(decoder) {
  if ("BarcodeDetector" in window) {
    const formats = await BarcodeDetector.getSupportedFormats();
    if (formats.includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
    }
  }
  const { decodeQR } = await import(decoder);
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  return (video) => {
    canvas.width = WIDTH;
    canvas.height = Math.round((WIDTH * video.videoHeight) / video.videoWidth);
    paper.drawImage(video, 0, 0, canvas.width, canvas.height);
    return decoded(decodeQR, paper.getImageData(0, 0, canvas.width, canvas.height));
  };
}

// A picture without a code is no failure: the next one may have it.
function decoded(decodeQR, { width, height, data }) {
  try {
    return decodeQR({ width, height, data: new Uint8Array(data.buffer) });
  } catch {
    return "";
  }
}
