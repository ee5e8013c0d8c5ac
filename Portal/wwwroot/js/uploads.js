// Streams a file to an endpoint, past the circuit, with progress and a way to stop.
export function fileDrop(drop, owner) {
  const input = drop.querySelector("input[type=file]");
  const progress = drop.querySelector(".file-drop-progress");
  const bar = progress.querySelector("[role=progressbar]");
  const problem = drop.querySelector(".file-drop-problem");
  let request = null;
  let isStopped = false;

  input.addEventListener("change", () => send(input.files[0]));
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    send(event.dataTransfer.files[0]);
  });
  progress.querySelector("[data-cancel]").addEventListener("click", () => {
    isStopped = true;
    request?.abort();
  });
  // Chosen before the circuit was there to listen.
  send(input.files[0]);

  function send(file) {
    if (!file || request) {
      return;
    }
    problem.hidden = true;
    isStopped = false;
    const most = Number(drop.dataset.maxBytes);
    if (file.size > most) {
      return refuse(`${file.name} has ${size(file.size)}; at most ${size(most)} can be taken.`);
    }
    request = new XMLHttpRequest();
    request.open("POST", drop.dataset.url);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.setRequestHeader("X-Portal-Upload", "1");
    request.upload.addEventListener("progress", (event) => show(file, event.loaded, file.size));
    request.addEventListener("loadend", () => ended(request));
    show(file, 0, file.size);
    progress.hidden = false;
    request.send(file);
  }

  function ended(answered) {
    request = null;
    progress.hidden = true;
    input.value = "";
    if (answered.status >= 200 && answered.status < 300) {
      return owner.invokeMethodAsync("UploadedAsync", answered.responseText);
    }
    if (answered.status !== 0) {
      refuse(reason(answered));
    } else {
      refuse(isStopped ? "Cancelled. Nothing was kept." : "The connection was lost. Nothing was kept; choose the file again.");
    }
  }

  function reason(answered) {
    try {
      return JSON.parse(answered.responseText).detail ?? "The file was refused.";
    } catch {
      return `The file could not be taken (${answered.status}).`;
    }
  }

  function show(file, loaded, total) {
    const percent = total === 0 ? 100 : Math.floor((loaded * 100) / total);
    progress.querySelector("[data-name]").textContent = file.name;
    progress.querySelector("[data-percent]").textContent = `${percent}%`;
    progress.querySelector("[data-bytes]").textContent = `${size(loaded)} of ${size(total)}`;
    bar.setAttribute("aria-valuenow", percent);
    bar.firstElementChild.style.width = `${percent}%`;
  }

  function refuse(words) {
    problem.textContent = words;
    problem.hidden = false;
  }
}

function size(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  let at = 0;
  while (bytes >= 1024 && at < units.length - 1) {
    bytes /= 1024;
    at++;
  }
  return `${at === 0 ? bytes : bytes.toFixed(1)} ${units[at]}`;
}
