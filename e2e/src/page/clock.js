// The device has the city's evening: its clock goes on from there as real time passes.
((evening) => {
  const Real = Date;
  const begun = Real.now();
  const now = () => evening + (Real.now() - begun);
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length ? given : [now()]));
    }
    static now() {
      return now();
    }
  };
})
