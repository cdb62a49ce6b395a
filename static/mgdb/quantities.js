// Numbers as people paste them, read as the server reads prints (mgdb/science/quantity): one reading, or a reason.
(() => {
  "use strict";
  const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";
  const PLAIN = "0123456789-+";
  const DATE = /^(?:\d{1,4}[-/ ])?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[-/ ]?\d{0,4}(?:[-/ ]\d{2,4})?$|^\d{4}-\d\d-\d\d/i;
  const MANTISSA = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)`;
  const POWER = String.raw`(?:\s?[eEdD](?=[-+])\s*|[eE]|\s*[×x*]\s*10\s*(?:\^\s*[{(]?\s*)?(?=[-+\d{(]))(?<power>[-+]?\s*\d+(?:\.\d+)?)\s*[)}]?`;
  const BARE = new RegExp(String.raw`^(?<sign>[-+]?)10\s*\^\s*[{(]?\s*(?<power>[-+]?\s*\d+(?:\.\d+)?)\s*[)}]?$`);
  const NUMBER = new RegExp(String.raw`^(?<mantissa>${MANTISSA})(?:\s?\((?:±\s*)?\d*\.?\d+\))?(?:${POWER})?$`);
  const SPREAD = new RegExp(String.raw`^(?<mantissa>${MANTISSA})\s*±\s*${MANTISSA}(?<rest>\s*[×xeE*].*)?$`);

  // `text` in one typing: minus signs, superscripts as ^n, markup and LaTeX powers.
  const plain = (text) =>
    text
      .replace(/<sup>\s*([^<]*?)\s*<\/sup>/gi, "^{$1}")
      .replace(new RegExp(`[${SUPERSCRIPTS}]+`, "g"), (run) => `^${[...run].map((sign) => PLAIN[SUPERSCRIPTS.indexOf(sign)]).join("")}`)
      .replace(/[−–—‐‑‒﹣－]/g, "-")
      .replace(/\\times|[·⋅∙✕]/g, "×")
      .replace(/[$\u200b\u00ad]/g, "")
      .replace(/[\s\u00a0\u2009\u202f]+/g, " ")
      .trim();

  const finite = (value) => (Number.isFinite(value) ? { value } : { reason: "is too large for a number" });
  const exponent = (power) => Number(power.replaceAll(" ", ""));

  const read = (given, logarithmic) => {
    const typed = plain(given).replace(/^(?:[~≈<>≤≥]|ca\.?|about) ?/i, "");
    if (DATE.test(typed)) return { reason: "is a date that a spreadsheet has made of a number; paste the number as text" };
    const lost = /^[-+]?10 ?- ?(\d{1,3}(?:\.\d+)?)$/.exec(typed);
    if (lost) {
      return { reason: logarithmic ? `may be 10^-${lost[1]} or from 10 to ${lost[1]}; write 10^-${lost[1]} or one number` : "is a range; give one number" };
    }
    let number = typed;
    if (/^[-+]?[1-9]\d{0,2},\d{3}$/.test(typed)) {
      return { reason: `may be ${typed.replace(",", "")} or ${typed.replace(",", ".")}; write the one that is meant` };
    }
    if (/^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(typed)) number = typed.replaceAll(",", "");
    else if (/^[-+]?\d+,\d+(?!.*,)/.test(typed)) number = typed.replace(",", ".");
    const spread = SPREAD.exec(number);
    if (spread) {
      if (!spread.groups.rest) return finite(Number(spread.groups.mantissa));
      if (!/10\s*\^/.test(spread.groups.rest)) return { reason: "has a power of ten that may belong to both numbers; write (1.2 ± 0.3) × 10^-5" };
      number = spread.groups.mantissa + spread.groups.rest;
    }
    const bare = BARE.exec(number);
    if (bare) return finite((bare.groups.sign === "-" ? -1 : 1) * 10 ** exponent(bare.groups.power));
    const found = NUMBER.exec(number);
    if (!found) return { reason: "is not a number; write it as 25 or 2.5e-4" };
    const { mantissa, power } = found.groups;
    return finite(power === undefined ? Number(mantissa) : Number.isInteger(exponent(power)) ? Number(`${mantissa}e${exponent(power)}`) : Number(mantissa) * 10 ** exponent(power));
  };

  window.mgdbQuantities = { read };
})();
