// What axe-core objects to: [rule, element, …], …
async (rules) => {
  const {violations} = await axe.run(document, {runOnly: rules, resultTypes: ['violations']});
  return violations.map(({id, nodes}) => [id, ...nodes.map(({target}) => target.join(' '))]);
}
