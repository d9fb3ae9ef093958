"""What people do about who belongs to the commission and who reads what: each act one entry of the record.

``members``       parties named, members admitted, offices and memberships ended
``invitations``   two persons let somebody in, or back in
``emergency``     the glass broken, closed, reviewed
``signing_in``    signed in and out, locked out, a factor or the language changed
``reading``       names read
"""

from homeward.access.actions.members import NewMember, admit_member, name_parties

__all__ = ["NewMember", "admit_member", "name_parties"]
