'use strict';

const { closeWith } = require('./closing-line.cjs');

/** Prints the counts as the very last line, after whatever Jest and globalTeardown have to say. */
class SummaryReporter {
  constructor(globalConfig) {
    this.isForMachines = globalConfig.json;
  }

  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = results;
    // A file that cannot be loaded has no tests that could fail.
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const line = `${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`;
    closeWith(() => (this.isForMachines ? null : line));
  }
}

module.exports = SummaryReporter;
