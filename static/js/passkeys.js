// Passkeys: the browser asks for finger, face or PIN, and what it answers is sent with the form.
// A form says with data-passkey whether a passkey is made ("create") or used ("get"); it is hidden without this script.

const WHY = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known", SecurityError: "unsupported" };

async function optionsFor(form) {
  if (!form.dataset.from) return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.dataset.from, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options;
}

// Kept on the device and opened by its owner alone: so it is enough to sign in with.
function asPasskey(options) {
  const wanted = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  Object.assign(options.publicKey, { authenticatorSelection: { ...options.publicKey.authenticatorSelection, ...wanted } });
  return options;
}

async function ask(form) {
  const options = await optionsFor(form);
  return form.dataset.passkey === "create" ? webauthnJSON.create(asPasskey(options)) : webauthnJSON.get(options);
}

function say(form, what) {
  const trouble = form.querySelector("[data-trouble]");
  trouble.hidden = !what;
  trouble.textContent = what ? trouble.dataset[what] : "";
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    say(form, null);
    if (!window.PublicKeyCredential) return say(form, "unsupported");
    button.setAttribute("aria-busy", "true");
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.submit();
    } catch (error) {
      say(form, WHY[error.name] ?? "failed");
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}
