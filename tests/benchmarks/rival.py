"""tantivy, a dedicated search engine in Rust, set up as well as we know how.

It folds and stems with its own filters at indexing time, keeps names apart from descriptions, takes facets as terms
that cost no score, counts nothing, asks for approximate words only when the word typed is unknown, and widens in the
same order as we do: names, then everything, then most of the words.
"""

from collections.abc import Iterable
from pathlib import Path

import tantivy
from tantivy import Filter, Occur, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from storage.search.document import Document
from storage.text import fold
from tests.benchmarks.contestants import CHOICES, PAGE
from tests.benchmarks.judge import LINKING, Question

# One writing thread and a large buffer leave few segments, which is what makes tantivy's answers fast.
BUFFER_BYTES = 500_000_000
ONE_SLIP, TWO_SLIPS = 5, 8

PLAIN = {"head": "plain_head", "text": "plain_text"}

Clause = tuple[Occur, tantivy.Query]


class Tantivy:
    """Names and everything said, each folded and stemmed; facets; the slug and the title to show."""

    def __init__(self, folder: Path) -> None:
        builder = SchemaBuilder()
        builder.add_text_field("slug", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("title", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("facets", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("plain_head", tokenizer_name="folded", index_option="freq")
        builder.add_text_field("plain_text", tokenizer_name="folded", index_option="freq")
        builder.add_text_field("head", tokenizer_name="stemmed", index_option="freq")
        builder.add_text_field("text", tokenizer_name="stemmed", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._fold = _folding().build()
        self._stem = _folding().filter(Filter.stemmer("french")).build()
        self._index.register_tokenizer("folded", self._fold)
        self._index.register_tokenizer("stemmed", self._stem)
        self._writer: tantivy.IndexWriter | None = None
        self._index.reload()
        self._searcher = self._index.searcher()

    def build(self, documents: Iterable[Document]) -> None:
        """Index every entry."""
        writer = self._index.writer(heap_size=BUFFER_BYTES, num_threads=1)
        for document in documents:
            writer.add_document(_as_tantivy(document))
        writer.commit()
        writer.wait_merging_threads()
        self._renew()

    def look_up(self, question: Question) -> list[str]:
        """The slugs of the first page of answers."""
        for codes in question.levels:
            where = tantivy.Query.term_set_query(
                self._schema, "facets", [f"territory:{code}" for code in codes]
            )
            found = self._answers(question, PAGE, [(Occur.Must, tantivy.Query.const_score_query(where, 0.0))])
            if found:
                return found
        return self._answers(question, PAGE, [])

    def complete(self, question: Question) -> list[str]:
        """The slugs of the choices offered while typing."""
        return self._answers(question, CHOICES, [])

    def put(self, document: Document) -> None:
        """Add or replace one entry, so that the next question sees it."""
        if self._writer is None:
            self._writer = self._index.writer(heap_size=15_000_000, num_threads=1)
        self._writer.delete_documents_by_term("slug", document.slug)
        self._writer.add_document(_as_tantivy(document))
        self._writer.commit()
        self._renew()

    def close(self) -> None:
        """Nothing stays open between questions but the writer."""
        if self._writer is not None:
            self._writer.wait_merging_threads()

    def _renew(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def _answers(self, question: Question, limit: int, where: list[Clause]) -> list[str]:
        words = self._words(question)
        filters = [*where, *((Occur.Must, self._facet(facet)) for facet in question.filters)]
        clauses: list[tantivy.Query] = []
        for field in ("head", "text"):
            clauses = [
                self._word(field, word, typing=question.typing and place == len(words) - 1)
                for place, word in enumerate(words)
            ]
            found = self._first(clauses, filters, limit)
            if found:
                return found
        if len(clauses) < 2:
            return []
        most = [(Occur.Should, clause) for clause in clauses]
        return self._first([tantivy.Query.boolean_query(most, len(most) - 1)], filters, limit)

    def _words(self, question: Question) -> list[str]:
        """The folded words that carry meaning; the one being typed may be the beginning of anything."""
        folded = fold(question.text).split()
        whole = folded[:-1] if question.typing else folded
        kept = [word for word in whole if word not in LINKING] + folded[len(whole) :]
        return kept or folded

    def _first(self, words: list[tantivy.Query], filters: list[Clause], limit: int) -> list[str]:
        asked = [*((Occur.Must, word) for word in words), *filters]
        query = asked[0][1] if len(asked) == 1 else tantivy.Query.boolean_query(asked)
        hits = self._searcher.search(query, limit, count=False).hits
        return [str(self._searcher.doc(address).get_first("slug")) for _, address in hits]

    def _word(self, field: str, word: str, *, typing: bool) -> tantivy.Query:
        """One word as typed; begun, it is also every word it begins; unknown, every word close to it."""
        if (typing or not self._known(word)) and self._begins(word):
            return self._beginning(field, word)
        if self._known(word) or len(word) < ONE_SLIP:
            return tantivy.Query.term_query(self._schema, field, self._stemmed(word), index_option="freq")
        return self._approximately(field, word)

    def _beginning(self, field: str, word: str) -> tantivy.Query:
        exact = tantivy.Query.term_query(self._schema, PLAIN[field], word, index_option="freq")
        longer = tantivy.Query.regex_query(self._schema, PLAIN[field], f"{word}.*")
        return tantivy.Query.disjunction_max_query([exact, longer])

    def _approximately(self, field: str, word: str) -> tantivy.Query:
        one = tantivy.Query.fuzzy_term_query(self._schema, PLAIN[field], word, 1)
        if len(word) < TWO_SLIPS:
            return one
        two = tantivy.Query.fuzzy_term_query(self._schema, PLAIN[field], word, 2)
        return tantivy.Query.disjunction_max_query([tantivy.Query.boost_query(one, 2.0), two])

    def _known(self, word: str) -> bool:
        return bool(self._searcher.doc_freq("text", self._stemmed(word)))

    def _stemmed(self, word: str) -> str:
        return str((self._stem.analyze(word) or [word])[0])

    def _begins(self, word: str) -> bool:
        return bool(self._searcher.terms_with_prefix("plain_text", word, limit=1))

    def _facet(self, facet: str) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, "facets", facet, index_option="basic")
        return tantivy.Query.const_score_query(term, 0.0)


def _folding() -> TextAnalyzerBuilder:
    folded = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return folded.filter(Filter.custom_stopword(sorted(LINKING)))


def _as_tantivy(document: Document) -> tantivy.Document:
    names = " ".join((document.title, *document.acronyms, *document.names, *document.former))
    return tantivy.Document(
        slug=document.slug,
        title=document.title,
        facets=[*document.filters, f"territory:{document.territory}"],
        plain_head=names,
        plain_text=f"{names} {document.body}",
        head=names,
        text=f"{names} {document.body}",
    )


class FuzzyTantivy(Tantivy):
    """The same files asked the plain way: every long enough word is approximate from the start, in one query."""

    def _answers(self, question: Question, limit: int, where: list[Clause]) -> list[str]:
        words = self._words(question)
        filters = [*where, *((Occur.Must, self._facet(facet)) for facet in question.filters)]
        asked = [
            tantivy.Query.disjunction_max_query(
                [*self._ways(word, typing=question.typing and place == len(words) - 1)]
            )
            for place, word in enumerate(words)
        ]
        return self._first(asked, filters, limit)

    def _ways(self, word: str, *, typing: bool) -> list[tantivy.Query]:
        head = tantivy.Query.term_query(self._schema, "head", self._stemmed(word), index_option="freq")
        text = tantivy.Query.term_query(self._schema, "text", self._stemmed(word), index_option="freq")
        ways = [tantivy.Query.boost_query(head, 3.0), text]
        if typing:
            ways.append(self._beginning("text", word))
        if len(word) >= ONE_SLIP:
            ways.append(tantivy.Query.boost_query(self._approximately("text", word), 0.2))
        return ways
