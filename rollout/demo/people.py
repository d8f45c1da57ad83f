"""Who is in the demo, and how they sign in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress

from companies.models import Company, Department, Membership, User
from companies.roles import Role

PASSWORD = "etappe-demo"  # noqa: S105 - printed for everybody who starts the demo


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the demo; ``role`` is what they are in the company they are listed with."""

    name: str
    email: str
    role: Role
    department: str = ""
    is_admin: bool = False


CONSULTANT = Person("Carla Reuter", "carla@beratung.example", Role.CONSULTANT)
BRENNER = (
    Person("Petra Vogt", "petra@brenner.example", Role.LEAD, "Marketing", is_admin=True),
    Person("Georg Brenner", "georg@brenner.example", Role.MANAGER),
    Person("Jonas Maier", "jonas@brenner.example", Role.MEMBER, "Vertrieb"),
    Person("Aylin Yildiz", "aylin@brenner.example", Role.MEMBER, "Werkstatt"),
)
LINDNER = (
    Person("Markus Ehrl", "markus@lindner.example", Role.LEAD, "Marketing", is_admin=True),
    Person("Theresa Lindner", "theresa@lindner.example", Role.MANAGER),
    Person("Kathi Obermeier", "kathi@lindner.example", Role.MEMBER, "Gastronomie"),
    Person("Toni Wimmer", "toni@lindner.example", Role.MEMBER, "Brauerei"),
)
KRAEMER = (
    Person("Nadine Wolf", "nadine@kraemer.example", Role.LEAD, "Marketing", is_admin=True),
    Person("Dieter Krämer", "dieter@kraemer.example", Role.MANAGER, "Geschäftsführung"),
    Person("Silke Brandt", "silke@kraemer.example", Role.MEMBER, "Personal"),
    Person("Murat Demir", "murat@kraemer.example", Role.MEMBER, "Kundendienst"),
    Person("Lukas Hahn", "lukas@kraemer.example", Role.MEMBER, "Werkstatt"),
)


def account(person: Person) -> User:
    """The person's account, made on first asking, with the address confirmed."""
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, PASSWORD, name=person.name, language="de")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def join(company: Company, person: Person, *, at: datetime) -> Membership:
    """The person's membership; whoever founded the company has one already."""
    department = None
    if person.department:
        department, _ = Department.everywhere.get_or_create(company=company, name=person.department)
    membership, _ = Membership.everywhere.update_or_create(
        company=company,
        user=account(person),
        ended_at=None,
        defaults={"role": person.role, "is_admin": person.is_admin, "department": department},
        create_defaults={
            "role": person.role,
            "is_admin": person.is_admin,
            "department": department,
            "started_at": at,
        },
    )
    return membership


def logins() -> str:
    """What is printed at the end of the start."""
    lines = ["", f"Sign in with one of these addresses; the password is always {PASSWORD}", ""]
    groups = (
        ("Holzmanufaktur Brenner, listening for six weeks", BRENNER),
        ("Lindner Bräu, at the start", LINDNER),
        ("Metallbau Krämer, in its second wave", KRAEMER),
        ("Consultant of all three", (CONSULTANT,)),
    )
    for title, people in groups:
        lines.append(f"  {title}")
        lines += [f"    {person.email:<28}{person.name} ({person.role})" for person in people]
    return "\n".join(lines)
