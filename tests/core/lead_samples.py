"""Lead mails as portals and people write them, made up, in the layouts that are met in the wild."""

from __future__ import annotations

METADATA = """\
From: Lake Homes <leads@lakehomes.example>
To: agent@home.example
Subject: New lead
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x1"

--x1
Content-Type: text/plain; charset=utf-8

You have a new lead, see the other part.
--x1
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<html><head><title>Lead</title><style>p { color: red }</style></head><body>
<p>A lead for you.</p>
<META CONTENT="1.0" NAME='lead_information_version'>
<meta name="lead_source" content="Lake Homes"><meta name="lead_type" content="Seller">
<meta name="lead_name" content="Ana María López"><meta name="lead_email" content="ana@l.example"/>
<meta name="lead_phone" content="(415) 555-0134">
<meta name="lead_property_address" content="12 Elm St"><meta name="lead_property_city" content="Austin">
<meta name="lead_property_state" content="TX"><meta name="lead_property_zip" content="78701">
<meta name="lead_mls" content="MLS-7788"><meta name="lead_message" content="Is it &quot;free&quot;?
I can come Friday.">
<meta name="lead_max_price" content="450000"><meta name="lead_primary_zip" content="78704">
<meta name="lead_time_frame" content="<90 days"><meta name="lead_financing" content="Pre-approved">
<meta name="lead_assigned_agent_email" content="grace@home.example">
<meta name="lead_favourite_colour" content="blue">
</body></html>
--x1--
"""
METADATA_VALUES = (
    "Lake Homes", "Seller", "Ana", "María", "López", "ana@l.example", "(415) 555-0134", "12 Elm St", "Austin", "TX", "78701",
    "MLS-7788", 'Is it "free"?', "I can come Friday.", "450000", "78704", "<90 days", "Pre-approved", "grace@home.example",
    "blue", "Favourite colour",
)  # fmt: skip
REALTOR = """\
From: realtor.com <leads@email.realtor.com>
To: agent@home.example
Subject: New realtor.com lead - Tom Roy
Content-Type: text/plain; charset=us-ascii

You have a new lead from realtor.com.

First Name: Tom
Last Name: Roy
Email Address: tom@r.example
Phone Number: 512-555-0134
Comment: I would like to see this home.
Is the roof new? The MLS #999123 says so.

Thank you
This consumer inquired about:
Property Address:
12 Elm St
Austin, TX 78701
MLSID # 7788123
Beds: 3

View listing at realtor.com
"""
REALTOR_VALUES = (
    "Tom", "Roy", "tom@r.example", "512-555-0134", "I would like to see this home.", "Is the roof new?", "Thank you",
    "12 Elm St", "Austin, TX 78701", "7788123", "Beds", "3", "Realtor.com",
)  # fmt: skip
ZILLOW = """\
From: Maria <a1b2c3d4@convo.zillow.com>
Reply-To: Maria <a1b2c3d4@convo.zillow.com>
To: agent@home.example
Subject: =?utf-8?q?Maria_is_requesting_information_about_77_Oak_Ave=2C_Bois=C3=A9=2C_ID_83702?=
Content-Type: text/plain; charset=utf-8

I am interested in 77 Oak Ave.
Could we see it on Sunday?

Reply to this email to answer Maria.
"""
ZILLOW_VALUES = (
    "Maria", "77 Oak Ave, Boisé, ID 83702", "I am interested in 77 Oak Ave.", "Could we see it on Sunday?",
    "a1b2c3d4@convo.zillow.com", "Zillow",
)  # fmt: skip
JSON = """\
{"lead_id": "L-55", "role": "buyer", "timestamp": "2026-04-02T10:00:00Z", "source": "Realtor.com",
 "contact": {"first_name": "Mei", "last_name": "Wang", "email": "mei@w.example", "phone": "208-555-0134",
             "best_time": "evening"},
 "property": {"address": "3 Lake Rd", "city": "Boise", "state": "ID", "zip": "83702", "mls_id": "B-42", "price": 410000},
 "finance_info": {"preapproved": true, "down_payment": 20000}, "message": "Please call me."}
"""
JSON_VALUES = (
    "L-55", "buyer", "2026-04-02T10:00:00Z", "Realtor.com", "Mei", "Wang", "mei@w.example", "208-555-0134", "evening",
    "3 Lake Rd", "Boise", "ID", "83702", "B-42", "410000", "true", "20000", "Please call me.",
)  # fmt: skip
PLAIN = """\
From: "Hill, Ann" <ann.hill@h.example>
To: agent@home.example
Subject: Your open house
Date: Thu, 2 Apr 2026 10:00:00 +0000
Content-Type: text/plain; charset=utf-8

Hello, we met on Sunday. Please call me: 415-555-0177.
Ann
"""
FORM = """\
From: No Reply <noreply@site.example>
To: agent@home.example
Subject: Contact form
Content-Type: text/html; charset=utf-8

<table><tr><td>Name:</td><td>Raj Patel</td></tr><tr><td>E-mail:</td><td>raj@p.example</td></tr>
<tr><td>Phone:</td><td>0161 496 0134</td></tr><tr><td>Budget:</td><td>300,000</td></tr></table>
<div>Message:</div><div>When can I see it?</div>
"""
FORWARDED = """\
From: Agent <agent@home.example>
To: me@home.example
Subject: Fwd: house
Content-Type: text/plain; charset=utf-8

---------- Forwarded message ---------
From: Ben Okoro <ben@o.example>
Date: Thu, Apr 2, 2026
Subject: The bakery on Main St

I want to sell. 512-555-0111
"""
NEWSLETTER = """\
From: News <newsletter@shop.example>
Subject: Spring sale
Content-Type: text/plain

Everything is cheap.
"""
