'use strict';

const { endTestRun } = require('./test-run.ts');

module.exports = endTestRun;
