// SPDX-License-Identifier: AGPL-3.0-or-later
// Every package that is installed earns a line in docs/dependencies.md; npm parts are pinned.
export default function packages(tree) {
  const found = [];
  const told = tree.read('docs/dependencies.md');
  const tells = (name) => told.includes(`\`${name}\``);
  for (const path of tree.match(/^tools\/packages\/.*\.txt$/)) {
    for (const name of tree.read(path).split('\n').filter(Boolean)) {
      if (!/^[a-z0-9][a-z0-9+.-]+$/.test(name)) found.push({ path, what: `"${name}" is not the name of a package` });
      else if (!tells(name)) found.push({ path, what: `${name} has no line in docs/dependencies.md` });
    }
  }
  const parts = JSON.parse(tree.read('package.json') || '{}');
  for (const [name, version] of Object.entries({ ...parts.dependencies, ...parts.devDependencies })) {
    if (!/^\d+\.\d+\.\d+$/.test(version)) found.push({ path: 'package.json', what: `${name} is not pinned: ${version}` });
    if (!tells(name)) found.push({ path: 'package.json', what: `${name} has no line in docs/dependencies.md` });
  }
  return found;
}
