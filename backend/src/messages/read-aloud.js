// A button with data-read-aloud="id" reads that part of the page. It stays hidden where the phone
// has no Chinese or English voice.
const speech = globalThis.speechSynthesis;
const lang = document.documentElement.lang;
const buttons = document.querySelectorAll("[data-read-aloud]");
const voice = () => speech?.getVoices().find((v) => v.lang.replace("_", "-").startsWith(lang.slice(0, 2)));
const show = () => { for (const button of buttons) button.hidden = !voice(); };
const read = (button) => {
  if (speech.speaking) return speech.cancel();
  const words = new SpeechSynthesisUtterance(document.getElementById(button.dataset.readAloud).innerText);
  words.lang = lang;
  words.voice = voice();
  words.rate = 0.9;
  speech.speak(words);
};
for (const button of buttons) button.addEventListener("click", () => read(button));
speech?.addEventListener?.("voiceschanged", show);
show();
