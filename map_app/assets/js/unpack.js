// Geometry as map_app/page/pack.py packed it.

/**
 * Make what reads packed geometry: each point as degrees, and whether it begins a line.
 * @param {string} alphabet the characters, by value
 * @returns {(packed: string, decimals: number, visit: Visit) => void}
 */
export function makeReader(alphabet) {
  const values = new Uint8Array(128);
  [...alphabet].forEach((character, value) => {
    values[character.charCodeAt(0)] = value;
  });
  return (packed, decimals, visit) => {
    const scale = 10 ** -decimals;
    let at = 0;
    const read = () => {
      let number = 0;
      for (let shift = 0; ; shift += 5) {
        const value = values[packed.charCodeAt(at++)];
        number |= (value & 31) << shift;
        if (value < 32) return number;
      }
    };
    const change = () => {
      const doubled = read();
      return doubled & 1 ? -((doubled + 1) >> 1) : doubled >> 1;
    };
    let x = 0;
    let y = 0;
    while (at < packed.length) {
      const count = read();
      for (let i = 0; i < count; i++) {
        x += change();
        y += change();
        visit(x * scale, y * scale, i === 0);
      }
    }
  };
}
