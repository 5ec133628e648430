"""Saves a fitted model with its card, and loads it again.

A model is a generation: a folder with ``model.npz`` (plain arrays, no pickle) and
``card.json`` (what it was made from and how good it is). ``CURRENT`` beside the
generations names the one that counts; it is replaced last and at once, so that a kill
at any moment leaves the old model or the new one whole. Earlier generations stay and
can be taken back.

    <folder>/CURRENT
    <folder>/<model id>/model.npz
    <folder>/<model id>/card.json
"""

import io
import json
import os
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.analyzer import Analyzer
from corpus.errors import ModelUnavailableError, NotFoundError
from models.classifier import ThemeClassifier
from models.contexts import ContextModel
from models.features import FeatureExtractor
from models.thresholds import Threshold
from models.vocabulary import RunVocabulary, WordVocabulary

# Raised whenever a model written before could be read wrongly.
FORMAT_VERSION = 1

_REMEDY = "`torikumi train` を実行すると作り直されます。"
# The name of the contexts' vocabulary beside those of the parts.
_CONTEXTS = "contexts"
# No word holds one: folding leaves only plain blanks.
_BETWEEN_WORDS = "\n"
# What a file cut short or altered makes numpy, zipfile and json raise.
_DAMAGE = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)


def save(classifier: ThemeClassifier, card: Mapping[str, object], folder: Path) -> None:
    """Write a fitted model beside the others; ``choose`` lets it count.

    Parameters
    ----------
    card : mapping
        Anything JSON can hold: what the model was made from, its figures.
    """
    generation = folder / classifier.model_id_
    generation.mkdir(parents=True, exist_ok=True)
    header = {
        "format": FORMAT_VERSION,
        "model_id": classifier.model_id_,
        "theme_ids": list(classifier.theme_ids),
        "penalty": classifier.penalty,
        "part_shares": dict(classifier.part_shares),
        "field_shares": dict(classifier.field_shares),
        "context_share": classifier.context_share,
        "context_bias": classifier.contexts_.bias_,
        "thresholds": [asdict(threshold) for threshold in classifier.thresholds_],
    }
    text = json.dumps(card, ensure_ascii=False, indent=2) + "\n"
    _replace(generation / "card.json", text.encode())
    _replace(generation / "model.npz", _arrays(classifier, header))


def choose(folder: Path, model_id: str) -> None:
    """Let a model that was saved before be the one that counts.

    Raises
    ------
    NotFoundError
        The reader named a model that is not there.
    """
    _generation(folder, model_id)
    _replace(folder / "CURRENT", model_id.encode())


def current_model_id(folder: Path) -> str:
    """Return the id of the model that counts.

    Raises
    ------
    ModelUnavailableError
        No model was saved yet.
    """
    try:
        return (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ModelUnavailableError(f"モデルがまだありません。{_REMEDY}") from error


def saved_model_ids(folder: Path) -> tuple[str, ...]:
    """Return the ids of all models saved, oldest first."""
    found = sorted(
        folder.glob("*/model.npz"), key=lambda path: (path.stat().st_mtime_ns, path)
    )
    return tuple(path.parent.name for path in found)


def load(
    folder: Path, analyzer: Analyzer, *, model_id: str | None = None
) -> ThemeClassifier:
    """Return a saved model, the one that counts unless another is named.

    Raises
    ------
    ModelUnavailableError
        There is none, it is damaged, or another version of the program wrote it.
    NotFoundError
        The reader named a model that is not there.
    """
    path = _generation(folder, model_id) / "model.npz"
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            header = json.loads(bytes(arrays["header"]))
            if header["format"] != FORMAT_VERSION:
                raise ModelUnavailableError(
                    f"モデル「{path}」は別の版のプログラムが作ったものです。{_REMEDY}"
                )
            return _classifier(header, arrays, analyzer)
    except FileNotFoundError as error:
        raise ModelUnavailableError(f"モデルがまだありません。{_REMEDY}") from error
    except _DAMAGE as error:
        raise ModelUnavailableError(
            f"モデル「{path}」が壊れています。{_REMEDY}"
        ) from error


def load_card(folder: Path, *, model_id: str | None = None) -> dict[str, Any]:
    """Return a saved model's card, of the one that counts unless another is named.

    Raises
    ------
    ModelUnavailableError
        There is no model, or its card is damaged.
    NotFoundError
        The reader named a model that is not there.
    """
    path = _generation(folder, model_id) / "card.json"
    try:
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelUnavailableError(
            f"モデルの説明書「{path}」を読めません。{_REMEDY}"
        ) from error
    return card


def _generation(folder: Path, model_id: str | None) -> Path:
    """Return the folder of the model that counts, or of the one named."""
    if model_id is None:
        return folder / current_model_id(folder)
    if model_id not in saved_model_ids(folder):
        raise NotFoundError(
            f"分類器「{model_id[:80]}」は保存されていません。"
            "`torikumi models` の一覧から選んでください。"
        )
    return folder / model_id


def _arrays(classifier: ThemeClassifier, header: Mapping[str, object]) -> bytes:
    """Return the content of model.npz."""
    arrays: dict[str, NDArray[Any]] = {
        "header": _as_bytes(json.dumps(header)),
        "weights": classifier.weights_,
        "bias": classifier.bias_,
        "curves": classifier.curves_,
        "context_weights": classifier.contexts_.weights_,
    }
    vocabularies: dict[str, WordVocabulary | RunVocabulary] = {
        **classifier.extractor_.vocabularies_,
        _CONTEXTS: classifier.contexts_.vocabulary_,
    }
    for name, vocabulary in vocabularies.items():
        arrays[f"rarity_{name}"] = vocabulary.rarity
        if isinstance(vocabulary, RunVocabulary):
            arrays[f"runs_{name}"] = vocabulary.runs
            arrays[f"longest_{name}"] = np.array(vocabulary.longest)
        else:
            arrays[f"words_{name}"] = _as_bytes(_BETWEEN_WORDS.join(vocabulary.words))
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **arrays)
    return content.getvalue()


def _as_bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _classifier(
    header: Mapping[str, Any], arrays: Mapping[str, Any], analyzer: Analyzer
) -> ThemeClassifier:
    """Put a fitted classifier together again."""
    shares = {
        "part_shares": header["part_shares"],
        "field_shares": header["field_shares"],
    }
    classifier = ThemeClassifier(
        analyzer,
        theme_ids=tuple(header["theme_ids"]),
        penalty=header["penalty"],
        context_share=header["context_share"],
        **shares,
    )
    classifier.extractor_ = FeatureExtractor(analyzer, **shares)
    classifier.extractor_.vocabularies_ = {
        part: _vocabulary(part, arrays) for part in header["part_shares"]
    }
    classifier.weights_ = arrays["weights"]
    classifier.bias_ = arrays["bias"]
    classifier.contexts_ = ContextModel()
    classifier.contexts_.vocabulary_ = _run_vocabulary(_CONTEXTS, arrays)
    classifier.contexts_.weights_ = arrays["context_weights"]
    classifier.contexts_.bias_ = header["context_bias"]
    classifier.curves_ = arrays["curves"]
    classifier.thresholds_ = tuple(Threshold(**t) for t in header["thresholds"])
    classifier.model_id_ = header["model_id"]
    return classifier


def _vocabulary(name: str, arrays: Mapping[str, Any]) -> WordVocabulary | RunVocabulary:
    if f"runs_{name}" in arrays:
        return _run_vocabulary(name, arrays)
    words = bytes(arrays[f"words_{name}"]).decode().split(_BETWEEN_WORDS)
    return WordVocabulary(words, arrays[f"rarity_{name}"])


def _run_vocabulary(name: str, arrays: Mapping[str, Any]) -> RunVocabulary:
    longest = int(arrays[f"longest_{name}"])
    return RunVocabulary(arrays[f"runs_{name}"], arrays[f"rarity_{name}"], longest)


def _replace(path: Path, content: bytes) -> None:
    """Write beside the place, then put it there at once."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
