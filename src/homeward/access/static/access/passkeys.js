// Says so on the page when the browser gave no passkey.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const said of document.querySelectorAll("[data-passkey-fault]")) said.hidden = false;
});
