// Opens a workbook and saves it: node resave.js ExcelJS|SheetJS FROM TO
const [program, from, to] = process.argv.slice(2);
if (program === 'ExcelJS') {
  const { Workbook } = require('exceljs');
  const book = new Workbook();
  book.xlsx.readFile(from).then(() => book.xlsx.writeFile(to));
} else {
  const sheetjs = require('xlsx');
  sheetjs.writeFile(sheetjs.readFile(from, { cellStyles: true, cellNF: true }), to, { cellStyles: true });
}
