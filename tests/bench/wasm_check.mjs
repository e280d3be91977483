// node tests/bench/wasm_check.mjs FOLDER: the milliseconds of one check in WebAssembly, in a process of its own, as the page's
// worker is new as well. Loading the module does not count: the page does it before anything is dropped.
import { ask, load } from '../wasm/module.mjs';

const module = await load();
const begin = performance.now();
ask(module, 'check', [process.argv[2]]);
console.log(performance.now() - begin);
