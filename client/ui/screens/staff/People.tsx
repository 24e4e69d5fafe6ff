/** People: find somebody by name as you type. Nothing clinical stands on a list of several people. */
import { useEffect } from 'preact/hooks'
import { formatBannerName } from '../../../domain/names.ts'
import type { PeopleView, PersonListRow } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { Button, ButtonLink } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Face } from '../../components/Face.tsx'
import { Figures } from '../../components/Figures.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { StateChip } from '../../components/StateChip.tsx'
import { Top } from '../../components/Top.tsx'
import { useGrowing } from '../../components/use-growing.ts'
import { createPeopleModel, type PeopleModel } from '../../models/people-model.ts'
import { useModel } from '../../models/use-model.ts'
import { routeToPath } from '../../router.ts'
import { addPersonText, doublesText } from '../../text/en/add-person.ts'
import * as en from '../../text/en/people.ts'
import * as enTimes from '../../text/en/times.ts'
import { chooseText } from '../../text/text.ts'
import { FoundInRecords, isAnythingFound } from './FoundInRecords.tsx'

const text = chooseText({ en })
const add = chooseText({ en: addPersonText })
const doubles = chooseText({ en: doublesText })
const times = chooseText({ en: enTimes })

/** They fill the window of a tablet or a desk, and more than a phone's. */
const atFirst = 10

export function People() {
  const { engine } = useApp()
  const model = useModel(() => createPeopleModel(engine), [engine])
  const view = model.view.value
  return (
    <>
      <Top title={text.title} readBy={<ReadBy />}>
        {view !== undefined && text.countLine(view.found ?? view.rows.length, view.total, model.isSearching.value)}
      </Top>
      <div class="inside">
        <SearchField model={model} />
        <p class="reading">
          <ButtonLink icon="plus" href={routeToPath({ name: 'add-person' })}>
            {add.open}
          </ButtonLink>
        </p>
        {view === undefined ? <Loading /> : <Results model={model} view={view} />}
        {model.found.value !== undefined && <FoundInRecords view={model.found.value} />}
      </div>
    </>
  )
}

function SearchField({ model }: { readonly model: PeopleModel }) {
  return (
    <search class="block reading">
      <label for="find-person">{text.searchLabel}</label>
      <p class="hint" id="find-person-hint">
        {text.searchHint}
      </p>
      <div class="search">
        <Icon name="search" />
        <input
          id="find-person"
          class="field"
          type="search"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="find-person-hint"
          value={model.search.value}
          onInput={(event) => {
            model.search.value = event.currentTarget.value
          }}
        />
      </div>
    </search>
  )
}

interface ResultsProps {
  readonly model: PeopleModel
  readonly view: PeopleView
}

function Results({ model, view: { found, rows } }: ResultsProps) {
  const all = found ?? rows.length
  const list = useGrowing({ of: model.answered.value, length: rows.length, atFirst })
  useEffect(() => model.showUpTo(list.drawn), [model, list.drawn])
  const hidden = all - Math.min(list.soonDrawn, rows.length)
  const inRecords = model.found.value
  if (rows.length === 0) {
    const isSearching = model.answered.value !== ''
    // What was found in records is not pushed out of sight.
    if (inRecords !== undefined && isAnythingFound(inRecords))
      return (
        <p class="reading" role="status">
          <b>{text.notFound(model.answered.value)}</b> {text.inRecordsOnly}
        </p>
      )
    return (
      <div class="card reading" role="status">
        <EmptyState icon="people" title={isSearching ? text.notFound(model.answered.value) : text.nobody.title}>
          <p>{isSearching ? text.notFoundWords : text.nobody.words}</p>
        </EmptyState>
      </div>
    )
  }
  return (
    <section class="card list reading" aria-label={text.results}>
      <ul>
        {rows.slice(0, list.drawn).map((row) => (
          <li key={row.person.personId}>
            <PersonRow row={row} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <div class="list-end" ref={list.end}>
          <Button onPress={list.grow}>{text.showMore(hidden)}</Button>
        </div>
      )}
    </section>
  )
}

function PersonRow({ row: { person, newMessages, disputed, isDouble } }: { readonly row: PersonListRow }) {
  const { clock } = useApp()
  const { personId, name, born, nhsNumber, face } = person
  return (
    <a class="visit-row person-row" href={`/person/${personId}`}>
      <Face face={face} name={`${name.given} ${name.family}`} size="small" />
      <span>
        <span class="name">{formatBannerName(name)}</span>
        <span class="reason tabular">
          <span class="whole-word">
            {text.born}{' '}
            <b>
              <Figures>{born === '' ? text.notKnown : times.bornWithAge(born, clock.value)}</Figures>
            </b>
          </span>{' '}
          <span class="whole-word">
            {text.nhsNumber}{' '}
            <b>
              <Figures>{nhsNumber === '' ? text.notKnown : times.numbers(nhsNumber)}</Figures>
            </b>
          </span>
        </span>
      </span>
      <span class="end">
        {disputed !== undefined && (
          <StateChip kind="split" icon="warning">
            {text.disputed(disputed)}
          </StateChip>
        )}
        {isDouble === true && (
          <StateChip kind="split" icon="people">
            {doubles.chip}
          </StateChip>
        )}
        {newMessages > 0 && (
          <StateChip kind="new" icon="message">
            {text.newMessages(newMessages)}
          </StateChip>
        )}
      </span>
    </a>
  )
}
