"""The people on the simulated X, and who follows whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from bot.demo.clock import SimulatedClock
from bot.demo.x.observable import Observable
from bot.demo.x.world.activity import Activity, EventType
from bot.demo.x.world.edge_list import EdgeList
from bot.demo.x.world.follower_bursts import bought_followers, viral_readers
from bot.demo.x.world.models import Person, Persona, Post
from bot.demo.x.world.person_factory import PersonFactory

_ACCOUNT_AGE = timedelta(days=5 * 365)
_FOLLOWS_ONE_IN = 13
"""Of its honest followers at the start, the account follows about one in so many."""


class ProfileFields(TypedDict, total=False):
    """What a test or a scenario may set on a person; the rest is drawn for the persona."""

    name: str
    bio: str
    location: str
    url: str
    followers: int
    following: int
    posts: int
    listed: int
    likes: int
    media: int
    created_at: datetime
    protected: bool
    verified: bool
    last_post_at: datetime | None


class SocialGraph(Observable):
    """The people on X, around the one account that the team runs.

    population: how many follow the account from the start, in the usual mix of kinds.
    """

    def __init__(self, clock: SimulatedClock, *, seed: int, username: str, name: str, population: int) -> None:
        super().__init__()
        self.clock = clock
        self._factory = PersonFactory(seed)
        self._activity_listeners: list[Callable[[Activity], None]] = []
        self._people: dict[int, Person] = {}
        self._by_handle: dict[str, Person] = {}
        self.followers_list = EdgeList()
        self.following_list = EdgeList()
        self.pending_follows: set[Person] = set()
        self.blocked_by: set[Person] = set()
        self.follow_page_opened_for: list[Person] = []
        self.followed_through_api: list[int] = []
        """The targets of the follows that were carried out through the API, in order, with repetitions."""
        self.account = self._register(self._factory.person(Persona.ORDINARY, clock.now(), username, clock.now() - _ACCOUNT_AGE))
        self._fill_in_account(name)
        if population:
            self._populate(population)

    def on_activity(self, listener: Callable[[Activity], None]) -> None:
        """Call `listener` whenever somebody follows, unfollows or mentions somebody."""
        self._activity_listeners.append(listener)

    @property
    def followers(self) -> tuple[Person, ...]:
        """Who follows the account and can be seen, newest first."""
        return tuple(self.followers_list)

    @property
    def following(self) -> tuple[Person, ...]:
        """Whom the account follows, newest first."""
        return tuple(self.following_list)

    def find(self, username: str) -> Person | None:
        """Whoever has this handle, in whatever case it is written."""
        return self._by_handle.get(username.lower())

    def find_id(self, user_id: int) -> Person | None:
        return self._people.get(user_id)

    def person(self, username: str) -> Person:
        """Whoever has this handle. Raises KeyError when nobody has."""
        return self._by_handle[username.lower()]

    def joins(self, username: str | None = None, persona: Persona = Persona.ORDINARY, **fields: Unpack[ProfileFields]) -> Person:
        """Somebody opens an account on X. Raises ValueError when the handle is taken."""
        person = self._make(username, persona, fields)
        self._changed()
        return person

    def gains_follower(self, username: str | None = None, persona: Persona = Persona.ORDINARY, **fields: Unpack[ProfileFields]) -> Person:
        """Somebody opens an account on X and follows the team's."""
        person = self._make(username, persona, fields)
        self.follows(person)
        return person

    def gains_followers(self, n: int, persona: Persona = Persona.ORDINARY) -> list[Person]:
        """`n` new people follow the account, one after the other; the last one is the newest."""
        people = [self._make(None, persona, {}) for _ in range(n)]
        self.all_follow(people)
        return people

    def gains_bought_followers(self, n: int) -> list[Person]:
        """Somebody bought `n` followers, and they come all at once."""
        people = self.bought_accounts(n)
        self.all_follow(people)
        return people

    def goes_viral(self, n: int) -> list[Person]:
        """A post goes viral, and `n` of its readers follow the account all at once."""
        people = self.readers(n)
        self.all_follow(people)
        return people

    def bought_accounts(self, n: int) -> list[Person]:
        """`n` accounts for sale, of one vendor; so far they follow nobody here. See `bought_followers`."""
        return [self._register(person) for person in bought_followers(self._factory, n, self.clock.now())]

    def readers(self, n: int) -> list[Person]:
        """`n` readers of a viral post; so far they follow nobody here. See `viral_readers`."""
        return [self._register(person) for person in viral_readers(self._factory, n, self.clock.now())]

    def all_follow(self, people: Iterable[Person]) -> None:
        """These people follow the account, one after the other; the last one is the newest."""
        came = [person for person in people if self.followers_list.add(person)]
        self._changed()
        for person in came:
            self._notify(EventType.FOLLOW, person, self.account)

    def follows(self, person: Person) -> None:
        """The person follows the account. Whoever followed before, left and returns is on top again."""
        self.all_follow([person])

    def unfollows(self, person: Person) -> None:
        """The person no longer follows the account."""
        left = self.followers_list.remove(person)
        self._changed()
        if left:
            self._notify(EventType.UNFOLLOW, person, self.account)

    def renames(self, person: Person, username: str) -> None:
        """The person takes another handle; the old one is free for anybody. Raises ValueError when it is taken, or none."""
        self._factory.exchange(person.username, username)
        del self._by_handle[person.username.lower()]
        person.username = username
        self._by_handle[username.lower()] = person
        self._changed()

    def leaves_x(self, person: Person) -> None:
        """The person deletes their account: nobody finds it any more, and nobody is told."""
        self.followers_list.remove(person)
        self.following_list.remove(person)
        del self._people[person.id], self._by_handle[person.username.lower()]
        self._changed()

    def suspends(self, person: Person) -> None:
        """X suspends the person, who disappears from every list and search."""
        person.suspended = True
        self.followers_list.hide(person)
        self.following_list.hide(person)
        self._changed()

    def reinstates(self, person: Person) -> None:
        """The suspension ends: the person is where they were before."""
        person.suspended = False
        self.followers_list.show(person)
        self.following_list.show(person)
        self._changed()

    def opens_follow_page(self, person: Person) -> None:
        """A human opens X's follow page for this person."""
        self.follow_page_opened_for.append(person)
        self._changed()

    def follows_by_hand(self, person: Person) -> None:
        """A human, signed in to X as the account, follows this person; a protected one is asked first.

        Raises ValueError for oneself, for somebody who is suspended and for somebody who blocks the account.
        """
        if person is self.account or person.suspended or person in self.blocked_by:
            raise ValueError(f"Nobody can follow @{person.username} from this account.")
        self.account_follows(person)

    def unfollows_by_hand(self, person: Person) -> None:
        """A human, signed in to X as the account, unfollows this person or cancels the request."""
        self.account_unfollows(person)

    def accepts(self, person: Person) -> None:
        """A protected person lets the account follow."""
        accepted = person in self.pending_follows and self.following_list.add(person)
        self.pending_follows.discard(person)
        self._changed()
        if accepted:
            self._notify(EventType.FOLLOW, self.account, person)

    def blocks(self, person: Person) -> None:
        """The person blocks the account: neither follows the other any more, and the account can neither follow nor answer them."""
        self.blocked_by.add(person)
        self.unfollows(person)
        self.account_unfollows(person)

    def unblocks(self, person: Person) -> None:
        """The person unblocks the account; the follows that the block ended are not restored."""
        self.blocked_by.discard(person)
        self._changed()

    def account_may_read(self, person: Person) -> bool:
        """Whether X shows this person's posts to the account."""
        return not person.protected or person is self.account or person in self.following_list

    def account_follows(self, person: Person) -> bool:
        """Make the account follow a person. Returns True when the person must agree first."""
        pending = person.protected and person not in self.following_list
        if pending:
            self.pending_follows.add(person)
        follows = not pending and self.following_list.add(person)
        self._changed()
        if follows:
            self._notify(EventType.FOLLOW, self.account, person)
        return pending

    def account_unfollows(self, person: Person) -> None:
        left = self.following_list.remove(person)
        self.pending_follows.discard(person)
        self._changed()
        if left:
            self._notify(EventType.UNFOLLOW, self.account, person)

    def _notify(self, what: EventType, source: Person, *targets: Person, post: Post | None = None) -> None:
        """Tell the listeners, unless the person is suspended."""
        if not source.suspended:
            for listener in self._activity_listeners:
                listener(Activity(what, source, targets, post))

    def _changed(self) -> None:
        self.account.followers = len(self.followers_list)
        self.account.following = len(self.following_list)
        super()._changed()

    def _make(self, username: str | None, persona: Persona, fields: ProfileFields) -> Person:
        if unknown := fields.keys() - ProfileFields.__annotations__.keys():
            raise TypeError(f"A person has no {', '.join(sorted(unknown))}.")
        person = self._factory.person(persona, self.clock.now(), username, fields.get("created_at"))
        for field, value in fields.items():
            setattr(person, field, value)
        if not person.posts and "last_post_at" not in fields:
            person.last_post_at = None
        return self._register(person)

    def _register(self, person: Person) -> Person:
        self._people[person.id] = person
        self._by_handle[person.username.lower()] = person
        return person

    def _fill_in_account(self, name: str) -> None:
        account = self.account
        account.name = name
        account.bio = "Small-batch coffee roasters on the quay. Open till six, dog inside, beans by post. ☕🌊"
        account.location = "Port Amsel"
        account.url = f"https://{account.username.lower().replace('_', '-')}.example"
        account.protected = account.verified = False
        account.followers = account.following = account.posts = account.media = account.listed = account.likes = 0
        account.last_post_at = None

    def _populate(self, size: int) -> None:
        now = self.clock.now()
        newcomers = [self._register(person) for person in self._factory.make_many(size, now)]
        self.followers_list.extend(newcomers)
        honest = [person for person in newcomers if person.persona is not Persona.SUSPICIOUS and not person.protected]
        self.following_list.extend(honest[::_FOLLOWS_ONE_IN])
        self._factory.known_handles = [person.username for person in self.following_list]
        self.account.posts, self.account.media, self.account.listed, self.account.likes = 1_286, 412, 31, 5_904
        self._changed()
