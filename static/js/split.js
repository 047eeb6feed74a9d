// What goes to the other challenge of each line, as one types what stays. Numbers are read as core/numbers.py does.

const language = document.documentElement.lang;
const decimalMark = (1.5).toLocaleString(language).charAt(1);

function read(typed) {
  const plain = typed.trim().replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, "");
  const marks = plain.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  const isGroup = last !== decimalMark && /^[1-9]\d{0,2}[.,]\d{3}$/.test(plain);
  const isDecimal = marks.length > 1 ? marks[0] !== last : !isGroup;
  const end = last && isDecimal ? plain.lastIndexOf(last) : plain.length;
  const number = `${plain.slice(0, end).replace(/[.,]/g, "")}.${plain.slice(end + 1)}`;
  return /^\d+\.\d*$/.test(number) ? Number(number) : NaN;
}

for (const output of document.querySelectorAll("output[data-whole]")) {
  const field = document.getElementById(output.htmlFor.value);
  const settle = () => {
    const rest = Number(output.dataset.whole) - read(field.value);
    output.value = rest >= 0 ? rest.toLocaleString(language, { maximumFractionDigits: 2 }) : "–";
  };
  field.addEventListener("input", settle);
  settle();
}
