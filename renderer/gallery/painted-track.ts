/** Whom to paint; each looks a little different. */
export type Sitter = 'ash' | 'heron' | 'fern' | 'wren' | 'own';

const palettes: Readonly<
  Record<Sitter, { wall: string; light: string; skin: string; hair: string; shirt: string }>
> = {
  ash: { wall: '#5d6b66', light: '#a9b3a4', skin: '#c99a7b', hair: '#3b2c25', shirt: '#2e4a54' },
  heron: { wall: '#7a6a58', light: '#c7b495', skin: '#8d5f46', hair: '#1d1714', shirt: '#59604a' },
  fern: { wall: '#4c5a68', light: '#93a3ad', skin: '#e0b697', hair: '#8a5a34', shirt: '#6b4350' },
  wren: { wall: '#6b6374', light: '#aea4b4', skin: '#b07e5e', hair: '#4a3a33', shirt: '#3d5b50' },
  own: { wall: '#6e6a5c', light: '#bdb69f', skin: '#d3a688', hair: '#57422f', shirt: '#41506a' },
};

/**
 * A still portrait as a video track, so that the gallery shows real tiles without a camera. The canvas is painted a few
 * more times because a captured canvas gives a frame only when it changes. (Capturing is for the gallery only: the
 * product has no such code, M7.)
 */
export function paintedTrack(sitter: Sitter): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = 1280;
  canvas.height = 720;
  const stream = canvas.captureStream(5);
  let paintings = 0;
  const paint = (): void => {
    paintPortrait(canvas, sitter);
    paintings += 1;
    if (paintings < 40) setTimeout(paint, 100);
  };
  paint();
  const track = stream.getVideoTracks()[0];
  if (!track) throw new Error('a captured canvas has no track');
  return track;
}

function paintPortrait(canvas: HTMLCanvasElement, sitter: Sitter): void {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas context');
  const { wall, light, skin, hair, shirt } = palettes[sitter];
  const { width, height } = canvas;
  const backdrop = context.createRadialGradient(
    width * 0.25,
    height * 0.2,
    40,
    width * 0.4,
    height * 0.4,
    width * 0.8,
  );
  backdrop.addColorStop(0, light);
  backdrop.addColorStop(1, wall);
  context.fillStyle = backdrop;
  context.fillRect(0, 0, width, height);
  const oval = (colour: string, x: number, y: number, radiusX: number, radiusY: number): void => {
    context.fillStyle = colour;
    context.beginPath();
    context.ellipse(x, y, radiusX, radiusY, 0, 0, Math.PI * 2);
    context.fill();
  };
  const middle = width / 2;
  oval(hair, middle, 285, 148, 180);
  oval(shirt, middle, 760, 330, 250);
  oval(skin, middle, 520, 66, 90);
  oval(skin, middle, 320, 118, 152);
  context.fillStyle = hair;
  context.beginPath();
  context.ellipse(middle, 225, 132, 92, 0, Math.PI, Math.PI * 2);
  context.fill();
  for (const x of [middle - 44, middle + 44]) oval('#2b211c', x, 318, 9, 7);
  context.strokeStyle = '#7a4a3c';
  context.lineWidth = 5;
  context.lineCap = 'round';
  context.beginPath();
  context.arc(middle, 372, 36, 0.25 * Math.PI, 0.75 * Math.PI);
  context.stroke();
}
