"""The one list of command families: a family that is not here does not exist."""

from commands.activity.cog import Animation
from commands.bridges.cog import Bridges
from commands.directory.cog import Directory
from commands.faces import FamilyCog
from commands.funding.cog import Funding
from commands.glossary.cog import Glossary
from commands.help.cog import Help
from commands.orientation.cog import Orientation
from commands.privacy.cog import Privacy
from commands.referents.cog import Referents
from commands.reports.cog import Reports
from commands.research.cog import Research
from commands.resources.cog import Resources
from commands.subscriptions.cog import Subscriptions
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
    Reports,
    Referents,
    Animation,
    Watch,
    Subscriptions,
    Privacy,
    Help,
)
