"""The one list of command families: a family that is not here does not exist."""

from commands.activity.cog import Animation
from commands.alerts.cog import Alerts
from commands.arrivals.cog import Arrivals
from commands.bridges.cog import Bridges
from commands.channels.cog import Channels
from commands.directory.cog import Directory
from commands.exchange.cog import Exchange
from commands.faces import FamilyCog
from commands.funding.cog import Funding
from commands.glossary.cog import Glossary
from commands.help.cog import Help
from commands.keeping.cog import Keeping
from commands.orientation.cog import Orientation
from commands.posts.cog import Posts
from commands.privacy.cog import Privacy
from commands.profiles.cog import Profiles
from commands.referents.cog import Referents
from commands.reports.cog import Reports
from commands.research.cog import Research
from commands.resources.cog import Resources
from commands.subscriptions.cog import Subscriptions
from commands.tending.cog import Tending
from commands.trades.cog import Trades
from commands.watch.cog import Watch

FAMILIES: tuple[type[FamilyCog], ...] = (
    Directory,
    Funding,
    Resources,
    Research,
    Bridges,
    Trades,
    Glossary,
    Orientation,
    Exchange,
    Posts,
    Profiles,
    Arrivals,
    Reports,
    Channels,
    Keeping,
    Tending,
    Referents,
    Animation,
    Watch,
    Subscriptions,
    Alerts,
    Privacy,
    Help,
)
