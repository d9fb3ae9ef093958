/* The review screen: the next pair takes the place of the last; the title takes the focus, the comparison is read out. */
"use strict";
document.addEventListener("htmx:afterSwap", () => {
  const review = document.getElementById("review");
  const heard = document.getElementById("heard");
  if (!review) return;
  document.getElementById("review-title")?.focus({ preventScroll: true });
  if (!review.querySelector(".faults")) scrollTo(0, 0);
  if (heard) heard.textContent = review.dataset.says ?? "";
});
