// How the benches say their numbers.
export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
export const ms = (value) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
export const line = (name, value, more = '') => console.log(`${name.padEnd(58)} ${String(value).padStart(10)}  ${more}`);
export const times = (a, b) => `${(a / b).toFixed(2)} x`;
