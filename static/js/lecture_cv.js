// The words a proposal was read from light up with it, and the proposal with its words. Without it, links still jump.
(() => {
  "use strict";
  // The page replaces its parts: listened to from the document.
  const cadre = document;
  const marques = (cle) => [...cadre.querySelectorAll("mark[data-p]")].filter((m) => m.dataset.p.split(" ").includes(cle));
  const eteindre = () => {
    for (const element of cadre.querySelectorAll(".s-vise")) element.classList.remove("s-vise");
  };
  const viser = (cle, venir) => {
    eteindre();
    const vues = marques(cle);
    for (const marque of vues) marque.classList.add("s-vise");
    const ligne = cadre.querySelector(`[data-proposition="${CSS.escape(cle)}"]`);
    ligne?.classList.add("s-vise");
    if (venir === "texte") vues[0]?.scrollIntoView({ block: "center", behavior: "auto" });
    if (venir === "ligne") ligne?.scrollIntoView({ block: "center", behavior: "auto" });
  };
  cadre.addEventListener("click", (evenement) => {
    const voir = evenement.target.closest("[data-voir]");
    if (voir) {
      evenement.preventDefault();
      viser(voir.dataset.voir, "texte");
      return;
    }
    const marque = evenement.target.closest("mark[data-p]");
    if (marque) viser(marque.dataset.p.split(" ").pop(), "ligne");
  });
  // From line to line, the text follows without moving.
  cadre.addEventListener("pointerover", (evenement) => {
    const ligne = evenement.target.closest("[data-proposition]");
    if (ligne) viser(ligne.dataset.proposition, "");
  });
})();
