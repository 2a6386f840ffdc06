import { parse, View } from 'vega';
import { compile } from 'vega-lite';

/** Draws lines as SVG. An own module, because Vega can be loaded by ES modules only. */
export async function lineChart({ points, x, y, line }) {
	const { spec } = compile({
		width: 560,
		height: 300,
		background: 'white',
		data: { values: points },
		mark: { type: 'line', point: true },
		encoding: {
			x: {
				field: x.field,
				type: 'quantitative',
				scale: { type: 'log' },
				axis: { title: x.title, values: x.values, format: 'd' },
			},
			y: { field: y.field, type: 'quantitative', axis: { title: y.title } },
			color: {
				field: line.field,
				type: 'ordinal',
				title: line.title,
				scale: { scheme: 'category10' },
			},
		},
	});
	return await new View(parse(spec), { renderer: 'none' }).toSVG();
}
