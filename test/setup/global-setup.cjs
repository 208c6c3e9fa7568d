'use strict';

const { beginTestRun } = require('./test-run.ts');

module.exports = beginTestRun;
