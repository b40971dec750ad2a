// Talks to the sandbox on this machine: acts of the pretend person, the chat, and the stream of changes.

export async function act(name, given = {}) {
  const answer = await fetch(`/sandbox/do/${name}`, { method: "POST", body: JSON.stringify(given) });
  const done = await answer.json();
  if (!answer.ok) throw new Error(done.error);
  return done;
}

export async function read(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export function listen(onChange, onState) {
  const stream = new EventSource("/sandbox/events");
  stream.onmessage = (event) => onChange(JSON.parse(event.data));
  stream.onopen = () => onState(true);
  stream.onerror = () => onState(false);
}

// Runs one at a time; calls that come meanwhile become one more run at the end.
export function oneAtATime(run) {
  let busy = false;
  let again = false;
  return async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    do {
      again = false;
      try {
        await run();
      } catch (problem) {
        console.warn(problem);
      }
    } while (again);
    busy = false;
  };
}
