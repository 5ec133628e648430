"""Files to give a job, and patience until it is over."""

import io
import time

from service.jobs.job import JobRequest

TEXTS = [
    "残業を減らすため退庁時間を確認した。",
    "在宅勤務を始めた。",
    "庁舎の外壁を塗り直した。",
] * 4
LIST = "番号,取組内容\n" + "".join(
    f"{number},{text}\n" for number, text in enumerate(TEXTS, start=1)
)
_MOST_SECONDS = 120


def given(jobs, content=LIST, name="提出.csv", **asked):
    """Give a file, not started."""
    return jobs.give(JobRequest(name, **asked), io.BytesIO(content.encode()))


def wait_until_over(jobs, job):
    """Return a job when nothing will happen to it any more."""
    for _ in range(_MOST_SECONDS * 20):
        job = jobs.records.get(job.id)
        if job.status.is_over:
            return job
        time.sleep(0.05)
    raise AssertionError(f"still {job.status} after {_MOST_SECONDS} s: {job}")


def send(client, content=LIST, name="提出.csv", **fields):
    """Send a file by the form."""
    sent = content if isinstance(content, bytes) else content.encode()
    data = {"file": (io.BytesIO(sent), name), **fields}
    return client.post("/submissions", data=data)


def finished(client, jobs, start_worker, content=LIST, **fields):
    """Send a file, start it as it was understood, and wait; return its address."""
    page = send(client, content).headers["Location"]
    client.post(f"{page}/start", data=fields)
    start_worker()
    wait_until_over(jobs, jobs.records.get(page.rpartition("/")[2]))
    return page
