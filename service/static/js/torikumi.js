// Pages work without script; this only makes them quicker and kinder to the keyboard.
import { guardComposition } from "./box.js";
import { offerCompletions } from "./completing.js";
import { offerCopying } from "./copying.js";
import { listenToKeys, offerHelp } from "./keys.js";
import { keepPlace } from "./results.js";

guardComposition();
offerCompletions();
offerCopying();
listenToKeys();
offerHelp();
keepPlace();
