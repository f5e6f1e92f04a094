import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './generated-files.ts';
import { root } from './tracked-files.ts';

for (const file of generatedFiles) {
  writeFileSync(join(root, file.path), await file.render());
  process.stdout.write(`${file.path}\n`);
}
