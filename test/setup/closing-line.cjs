'use strict';

const { writeSync } = require('node:fs');

let closing = null;

/** Prints a line when the process ends, after whatever else is printed; of several only the last one. */
function closeWith(lineFor) {
  if (closing === null) process.once('exit', (code) => print(closing(code)));
  closing = lineFor;
}

/** Straight to the file: on its way out Jest mutes process.stdout. */
function print(line) {
  if (line === null) return;
  for (;;) {
    try {
      writeSync(1, `${line}\n`);
      return;
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error; // A pipe that is full for the moment.
    }
  }
}

module.exports = { closeWith };
