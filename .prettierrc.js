module.exports = {
	semi: true,
	singleQuote: true,
	useTabs: true,
	tabWidth: 2,
	trailingComma: 'all',
	printWidth: 100,
	endOfLine: 'lf',
};
