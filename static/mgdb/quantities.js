// Numbers as people paste them, read as the server reads prints (mgdb/science/quantity): one reading, or a reason.
(() => {
  "use strict";
  const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";
  const PLAIN = "0123456789-+";
  const DATE = /^(?:\d{1,4}[-/ ])?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[-/ ]?\d{0,4}(?:[-/ ]\d{2,4})?$|^\d{4}-\d\d-\d\d/i;
  // TeX's symbol font by place, as the text of a PDF has it (mgdb/science/glyphs.py): “10 /C0 5”.
  const GLYPHS = { 0: "-", 1: "×", 2: "×", 3: "×", 6: "±", 20: "≤", 21: "≥", 24: "~", 25: "≈" };
  // UTF-8 read as Windows-1252.
  const GARBLED = { "Ã—": "×", "Â·": "×", "Â±": "±", "â€“": "-", "â€”": "-", "âˆ’": "-", "Â ": " " };
  // The first digit of each script whose ten digits follow one another.
  const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10];
  const MANTISSA = String.raw`[-+]?\s*(?:\d+(?:\.(?!\.)\d*)?|\.\d+)`;
  const POWER = String.raw`(?:(?:\s?[eEdD](?=[-+])|[eE])(?=[-+]?\d+(?![\d.]))|\s*[×x*]\s*10\s*(?:\^\s*[{(]?\s*|\(\s*|(?=[-+])))(?<power>[-+]?\s*\d+(?:\.\d+)?)\s*[)}]?`;
  const BARE = new RegExp(String.raw`^(?<sign>[-+]?)10(?:\s*\^\s*[{(]?\s*(?<power>[-+]?\s*\d+(?:\.\d+)?)|\(\s*(?<indexed>[-+]\s*\d+))\s*[)}]?$`);
  const NUMBER = new RegExp(String.raw`^(?<mantissa>${MANTISSA})(?:\s?\((?:±\s*)?\d*\.?\d+\))?(?:${POWER})?$`);
  const SPREAD = new RegExp(String.raw`^(?<open>\()?(?<mantissa>${MANTISSA})\s*±\s*(?:\d+(?:\.\d*)?|\.\d+)(?<close>\s*\))?(?<rest>\s*[×xeE*].*)?$`);
  const ABOUT = /^(?:[~≈]|ca\.?|about|approximately|around|(?:very )?close to|near(?:ly)?) ?/i;
  const UPPER = /^(?:[<≤]|up to|at most|less|lower|smaller|below|under)/i;
  const BOUND = /^(?:[<>≤≥]|up to|at (?:least|most)|(?:less|more|lower|higher|greater|smaller) than|below|above|over|under) ?/i;

  // `text` in one typing: minus signs, superscripts as ^n, markup, codes of glyphs, digits of other scripts.
  const plain = (text) =>
    text
      .replace(/(?<![A-Za-z0-9])\/C(\d{1,2})(?![A-Za-z0-9])(?: (?=[0-9.]))?/g, (code, place) => GLYPHS[place] ?? code)
      .replace(/Ã—|Â·|Â±|â€“|â€”|âˆ’|Â /g, (garbled) => GARBLED[garbled])
      .replace(/[٠-٩۰-۹०-९০-৯０-９]/g, (digit) => digit.codePointAt(0) - ZEROS.findLast((zero) => zero <= digit.codePointAt(0)))
      .replace(/[٫．]/g, ".")
      .replace(/[٬，]/g, ",")
      .replace(/<sup>\s*([^<]*?)\s*<\/sup>/gi, "^{$1}")
      .replace(/[-−–¯ˉ‾](?=[⁰¹²³⁴⁵⁶⁷⁸⁹])/g, "⁻")
      .replace(/(\d[.,]?\d*)\.10(?=\s?[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]|\s*\^)/g, "$1×10") // French texts multiply with a point
      .replace(new RegExp(`[${SUPERSCRIPTS}]+`, "g"), (run) => `^${[...run].map((sign) => PLAIN[SUPERSCRIPTS.indexOf(sign)]).join("")}`)
      .replace(/&minus;|&ndash;|[−–—‐‑‒﹣－˗]/g, "-")
      .replace(/\\times|&times;|&middot;|[·⋅∙•✕хХ∗]/g, "×")
      .replace(/\\pm|&plusmn;/g, "±")
      .replaceAll("**", "^")
      .replace(/\\(?:left|right|mathrm|text|num)(?![a-z])/g, " ")
      .replace(/(\^\s*\{[^{}]*\})|[{}]/g, (brace, raising) => raising ?? " ")
      .replace(/[$\u200b\u200c\u200d\u2060\ufeff\u00ad]/g, "")
      .replace(/[\s\u00a0\u2009\u202f]+/g, " ")
      .trim();

  const finite = (value) => (Number.isFinite(value) ? { value } : { reason: "is too large for a number" });
  const value = (mantissa) => Number(mantissa.replaceAll(" ", ""));
  const exponent = (power) => Number(power.replaceAll(" ", ""));

  const numberIn = (given, logarithmic) => {
    let typed = plain(given).replace(ABOUT, "");
    const bounded = BOUND.test(typed);
    typed = typed.replace(BOUND, "").replace(/^([-+]?\d+[.,]\d+)\.10 ?(?=-)/, "$1×10").replace(/^\(\s*([^()]*[×^±][^()]*?)\s*\)$/, "$1"); // “(5)” may be −5 of an accountant
    if (DATE.test(typed)) return { reason: "is a date that a spreadsheet has made of a number; paste the number as text" };
    const lost = /^[-+]?10 ?- ?(\d{1,3}(?:\.\d+)?)$/.exec(typed);
    if (lost && bounded && logarithmic && Number(lost[1]) <= 10) return finite(10 ** -Number(lost[1])); // no range has a bound
    if (lost) {
      return { reason: logarithmic ? `may be 10^-${lost[1]} or from 10 to ${lost[1]}; write 10^-${lost[1]} or one number` : "is a range; give one number" };
    }
    const dashed = /^(\d+(?:\.\d+)?) ?- ?10 ?- ?(\d{1,2})$/.exec(typed);
    if (dashed && bounded) return finite(Number(`${dashed[1]}e-${dashed[2]}`));
    if (dashed) return { reason: `may be ${dashed[1]} × 10^-${dashed[2]} or a range; write ${dashed[1]}e-${dashed[2]} or one number` };
    const ten = /^10 ?[eE]([-+]?\d{1,3})$/.exec(typed);
    if (ten) return { reason: `may be 10^${ten[1]} or 10 × 10^${ten[1]}; write the one that is meant` };
    const indexed = /^10\((\d{1,2})\)$/.exec(typed);
    if (indexed && logarithmic) return { reason: `may be 10^${indexed[1]} or 10 ± ${indexed[1]}; write the one that is meant` };
    if (/^[-+]?0\d*[1-9]\d*$/.test(typed)) return { reason: `may be ${typed.replace("0", "0.")} or ${Number(typed)}; write the one that is meant` };
    let number = typed;
    if (/^[-+]?[1-9]\d{0,2}(?:(?: \d{3})+|(?:\.\d{3})+),\d+$/.test(typed)) return finite(Number(typed.replace(/[ .]/g, "").replace(",", ".")));
    if (/^[-+]?[1-9]\d{0,2}(?:['’]\d{3})+$/.test(typed)) return finite(Number(typed.replace(/['’]/g, "")));
    if (/^[-+]?[1-9]\d*,\d{3}(?:\s*[eEdD×x*].*)?$/.test(typed)) {
      return { reason: `may be ${typed.replace(",", "")} or ${typed.replace(",", ".")}; write the one that is meant` };
    }
    if (/^[-+]?[1-9]\d{0,2}(?:,\d{3}){2,}$/.test(typed)) {
      return { reason: `may be ${typed.replaceAll(",", "")} or several numbers; write the one that is meant` };
    }
    if (/^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(typed)) number = typed.replaceAll(",", "");
    else if (/^[-+]?\d+,\d+(?!.*,)/.test(typed)) number = typed.replace(",", ".");
    const spread = SPREAD.exec(number);
    if (spread && !spread.groups.open === !spread.groups.close) {
      if (!spread.groups.rest) return finite(value(spread.groups.mantissa));
      if (!spread.groups.open && !/10\s*\^/.test(spread.groups.rest)) return { reason: "has a power of ten that may belong to both numbers; write (1.2 ± 0.3) × 10^-5" };
      number = spread.groups.mantissa + spread.groups.rest;
    }
    const bare = BARE.exec(number);
    if (bare) return finite((bare.groups.sign === "-" ? -1 : 1) * 10 ** exponent(bare.groups.power ?? bare.groups.indexed));
    const found = NUMBER.exec(number);
    if (!found) return { reason: "is not a number; write it as 25 or 2.5e-4" };
    const { mantissa, power } = found.groups;
    if (power === undefined) return finite(value(mantissa));
    return finite(Number.isInteger(exponent(power)) ? Number(`${value(mantissa)}e${exponent(power)}`) : value(mantissa) * 10 ** exponent(power));
  };

  // { value, bound: "<", ">" or "" }, or { reason }
  const read = (given, logarithmic) => {
    const found = numberIn(given, logarithmic);
    const [bound = ""] = BOUND.exec(plain(given).replace(ABOUT, "")) ?? [];
    return found.value === undefined ? found : { ...found, bound: bound && (UPPER.test(bound) ? "<" : ">") };
  };

  window.mgdbQuantities = { read };
})();
