// Notes in the page what must not happen on any page: errors, warnings and breaches of the policy.
const noted = [];
for (const kind of ['error', 'warn']) {
  console[kind] = (...words) => noted.push(`console.${kind}: ${words.join(' ')}`);
}
addEventListener('error', (event) => noted.push(`error: ${event.message ?? event.target.outerHTML}`), true);
addEventListener('unhandledrejection', (event) => noted.push(`rejected: ${event.reason}`));
addEventListener('securitypolicyviolation', (event) =>
  noted.push(`policy breached: ${event.violatedDirective} ${event.blockedURI}`),
);
