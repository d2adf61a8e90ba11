// The page's own drawings: 24 × 24, drawn in strokes of the text's colour.
import { svg } from "./dom.js";

const PATHS = {
  people: ["M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z", "M2 20c0-4 3-6 7-6s7 2 7 6", "M16 3.5a4 4 0 0 1 0 7.2", "M18 14.5c2.6.7 4 2.6 4 5.5"],
  eye: ["M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12Z", "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z"],
  bin: ["M4 7h16", "M9 7V4h6v3", "M6 7l1 13h10l1-13"],
  open: ["M14 4h6v6", "M20 4l-9 9", "M18 14v6H4V6h6"],
  file: ["M6 2h8l4 4v16H6Z", "M14 2v4h4", "M9 13h6", "M9 17h6"],
  down: ["M12 4v15", "M6 13l6 6 6-6"],
  check: ["M4 12l5 6L20 6"],
  said: ["M4 5h16v11H11l-5 4v-4H4Z"],
  more: ["M9 5l7 7-7 7"],
  plus: ["M12 5v14", "M5 12h14"],
  pause: ["M8 5v14", "M16 5v14"],
  forward: ["M5 5l7 7-7 7", "M13 5l7 7-7 7"],
  cross: ["M6 6l12 12", "M18 6 6 18"],
  alert: ["M12 3 2 20h20Z", "M12 10v4", "M12 17v.5"],
  pulse: ["M2 12h4l3-8 5 16 3-8h5"],
};

export function icon(name, options) {
  return svg(PATHS[name], options);
}
