'use strict';

/**
 * Lint rules of this house that oxlint has no word for. `.oxlintrc.json` loads them as `house/<name>` and says where each
 * holds; `lint.spec.ts` plants a violation of each.
 *
 * @typedef {{ sourceCode: { getAllComments(): { value: string }[] }, report(problem: { node: object, message: string }): void }} Context
 */

const isCalled = (node, name) => node.callee.type === 'Identifier' && node.callee.name === name;

/** What is replayed must give the same again: the clock is an argument, never asked. */
const noClock = {
  create: (/** @type {Context} */ context) => ({
    NewExpression(node) {
      if (!isCalled(node, 'Date') || node.arguments.length > 0) return;
      const message = 'new Date() asks the clock: take the time as an argument, or a replay will differ.';
      context.report({ node, message });
    },
    CallExpression(node) {
      if (!isCalled(node, 'Date')) return;
      context.report({
        node,
        message: 'Date() asks the clock: take the time as an argument, or a replay will differ.',
      });
    },
  }),
};

/** What others may use is a decision, name by name. */
const namedExports = {
  create: (/** @type {Context} */ context) => ({
    ExportAllDeclaration(node) {
      const message = 'export * publishes whatever is added later: name each thing that others may use.';
      context.report({ node, message });
    },
  }),
};

const nameless = new Set(['Error', 'TypeError', 'RangeError']);

/** A caller can only act on an error that has a class and a code. */
const ownErrors = {
  create: (/** @type {Context} */ context) => ({
    ThrowStatement(node) {
      const thrown = node.argument;
      if (thrown?.type !== 'NewExpression' || ![...nameless].some((name) => isCalled(thrown, name))) return;
      const message =
        'Throw a class of its own that extends TrackerError (libs/problems), with a stable code, so that a caller can tell it from others.';
      context.report({ node: thrown, message });
    },
  }),
};

/** A silenced rule teaches only if it says why it gives way here. */
const reasonedDisable = {
  create: (/** @type {Context} */ context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        const directive = /^\s*(?:oxlint|eslint)-disable(?:-next-line|-line)?\b/.test(comment.value);
        if (!directive || /\s--\s+\S/.test(comment.value)) continue;
        const message = 'Say why the rule gives way here: // oxlint-disable-next-line <rule> -- <reason>';
        context.report({ node: comment, message });
      }
    },
  }),
};

module.exports = {
  meta: { name: 'house' },
  rules: {
    'no-clock': noClock,
    'named-exports': namedExports,
    'own-errors': ownErrors,
    'reasoned-disable': reasonedDisable,
  },
};
