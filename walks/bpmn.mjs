// Opens every .bpmn file of a folder with bpmn-moddle, as bpmn.io's tools do, and writes it again under back/.
// Use: node bpmn.mjs FOLDER. A warning, an element without a shape, or a line without points fails the file.
import fs from 'node:fs/promises';
import path from 'node:path';
import { BpmnModdle } from 'bpmn-moddle';

const folder = process.argv[2];
const moddle = new BpmnModdle();
await fs.mkdir(path.join(folder, 'back'), { recursive: true });

/** What is wrong with the picture: every node needs a shape with bounds, every flow an edge with points. */
function undrawn(definitions) {
  const [process] = definitions.rootElements.filter((it) => it.$type === 'bpmn:Process');
  const [diagram] = definitions.diagrams ?? [];
  if (!process || !diagram) return ['no process, or no picture'];
  const drawn = new Map(diagram.plane.planeElement.map((it) => [it.bpmnElement?.id, it]));
  const wrong = [];
  const look = (elements) => {
    for (const it of elements) {
      const shape = drawn.get(it.id);
      if (it.$type === 'bpmn:SequenceFlow') {
        if (!it.sourceRef || !it.targetRef) wrong.push(`${it.id} leads nowhere`);
        if ((shape?.waypoint ?? []).length < 2) wrong.push(`${it.id} has no line`);
      } else if (!shape?.bounds) {
        wrong.push(`${it.id} has no shape`);
      }
      if (it.flowElements) look(it.flowElements);
    }
  };
  look(process.flowElements);
  return wrong;
}

let [passed, failed] = [0, 0];
for (const name of (await fs.readdir(folder)).filter((it) => it.endsWith('.bpmn')).sort()) {
  const wrong = [];
  try {
    const { rootElement, warnings } = await moddle.fromXML(await fs.readFile(path.join(folder, name), 'utf8'));
    wrong.push(...warnings.map((it) => it.message), ...undrawn(rootElement));
    const { xml } = await moddle.toXML(rootElement, { format: true });
    await fs.writeFile(path.join(folder, 'back', name), xml);
  } catch (why) {
    wrong.push(String(why), ...(why.warnings ?? []).map((it) => it.message));
  }
  wrong.forEach((it) => console.error(`${name}: ${it}`));
  if (wrong.length === 0) passed += 1;
  else failed += 1;
}
console.log(`bpmn: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
