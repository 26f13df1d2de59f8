"""The routes of all views."""

from fastapi import APIRouter

from danshu.views import home, order_page, order_story, stock, workbench

router = APIRouter()
for _part in (workbench, order_story, order_page, stock, home):
    router.include_router(_part.router)
